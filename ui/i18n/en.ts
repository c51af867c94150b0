<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AccessibilityBar</name>
    <message>
        <source>标准版</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>长辈版</source>
        <translation>Easy view</translation>
    </message>
    <message>
        <source>低位：开</source>
        <translation>Low reach: on</translation>
    </message>
    <message>
        <source>低位操作</source>
        <translation>Low reach</translation>
    </message>
    <message>
        <source>高对比：开</source>
        <translation>Contrast: on</translation>
    </message>
    <message>
        <source>高对比</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>朗读：开</source>
        <translation>Speech: on</translation>
    </message>
    <message>
        <source>朗读</source>
        <translation>Speech</translation>
    </message>
    <message>
        <source>中文 · 字号</source>
        <translation>中文 · Text size</translation>
    </message>
    <message>
        <source>EN · 字号</source>
        <translation>EN · Text size</translation>
    </message>
    <message>
        <source>呼叫帮助</source>
        <translation>Get help</translation>
    </message>
</context>
<context>
    <name>ActionBar</name>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>呼叫帮助</source>
        <translation>Get help</translation>
    </message>
</context>
<context>
    <name>AddressField</name>
    <message>
        <source>%1：地区</source>
        <translation>%1: area</translation>
    </message>
    <message>
        <source>点这里选地区</source>
        <translation>Touch here to choose the area</translation>
    </message>
    <message>
        <source>街道、小区、门牌号</source>
        <translation>Street, estate, house number</translation>
    </message>
    <message>
        <source>点这里填：街道、小区、门牌号</source>
        <translation>Touch here: street, estate, house number</translation>
    </message>
</context>
<context>
    <name>AuthoriseScreen</name>
    <message>
        <source>请确认您是孩子的监护人</source>
        <translation>Please confirm that you are the child&apos;s guardian</translation>
    </message>
    <message>
        <source>请本人授权</source>
        <translation>Please let the person agree</translation>
    </message>
    <message>
        <source>请 %1 本人看过以后签名。事项：%2</source>
        <translation>%1 reads this and signs in person. Service: %2</translation>
    </message>
    <message>
        <source>孩子：%1；事项：%2</source>
        <translation>Child: %1; service: %2</translation>
    </message>
    <message>
        <source>证件已读出：%1</source>
        <translation>Card read: %1</translation>
    </message>
    <message>
        <source>我是这个孩子的监护人。</source>
        <translation>I am this child&apos;s guardian.</translation>
    </message>
    <message>
        <source>只办这一件事，最多 24 小时有效。</source>
        <translation>For this one case only, valid for 24 hours at most.</translation>
    </message>
    <message>
        <source>不刷孩子的脸。要确认身份的是您。</source>
        <translation>The child has no face check. It is you whose identity is confirmed.</translation>
    </message>
    <message>
        <source>办理部门会核对监护关系。核对不上，这次申请不算数。</source>
        <translation>The department checks the guardianship. If it does not hold, this application does not count.</translation>
    </message>
    <message>
        <source>只授权办这一件事，别的事不行。</source>
        <translation>This allows one case and nothing else.</translation>
    </message>
    <message>
        <source>最多 24 小时有效，办完就作废。</source>
        <translation>It is valid for 24 hours at most and ends with the case.</translation>
    </message>
    <message>
        <source>代您办的人也要刷自己的证件，确认身份。</source>
        <translation>Whoever acts for you shows their own card and is identified too.</translation>
    </message>
    <message>
        <source>授权和签名跟申请一起交给办理部门。</source>
        <translation>The consent and the signature go to the department with the application.</translation>
    </message>
    <message>
        <source>我是监护人，继续</source>
        <translation>I am the guardian, continue</translation>
    </message>
    <message>
        <source>同意授权并签名</source>
        <translation>Agree and sign</translation>
    </message>
</context>
<context>
    <name>BannerBar</name>
    <message>
        <source>%1。</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>现在只能办这些。</source>
        <translation>Only these are available now. </translation>
    </message>
    <message>
        <source>这台机器现在存不了新的申请。</source>
        <translation>This terminal cannot store new applications. </translation>
    </message>
    <message>
        <source>%1 关门。</source>
        <translation>This place closes at %1.</translation>
    </message>
    <message>
        <source>到关门时间了。</source>
        <translation>It is closing time.</translation>
    </message>
    <message>
        <source>读卡区上有一张别人的证件。</source>
        <translation>Somebody left a card on the reader.</translation>
    </message>
    <message>
        <source>事项资料已有 %1 天没有更新。</source>
        <translation>Days since the list of services was last confirmed: %1.</translation>
    </message>
    <message>
        <source>能填写、能保存，暂时不能送到部门。</source>
        <translation>You can fill in and save, but not send yet.</translation>
    </message>
    <message>
        <source>近来有改动的，以部门说的为准。</source>
        <translation>Where something has changed since, the department’s word counts.</translation>
    </message>
    <message>
        <source>其余事项的资料还没取到，会自动再取。</source>
        <translation>The rest has not been fetched yet; it will be fetched by itself.</translation>
    </message>
    <message>
        <source>可以查询和出示证照，办事请到窗口。</source>
        <translation>You can look things up and show licences. To apply, please go to a counter.</translation>
    </message>
    <message>
        <source>已经在办的可以办完。</source>
        <translation>What is under way can be finished.</translation>
    </message>
    <message>
        <source>您在办的可以办完，不用急。</source>
        <translation>You can finish what you are doing; there is no hurry.</translation>
    </message>
    <message>
        <source>请拿开放在旁边，机器会通知工作人员。</source>
        <translation>Please put it aside; the machine tells staff.</translation>
    </message>
</context>
<context>
    <name>BenefitScreen</name>
    <message>
        <source>要不要享受这一项？</source>
        <translation>Would you like this?</translation>
    </message>
    <message>
        <source>确认好了</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>正在确认，请稍等</source>
        <translation>Confirming, please wait</translation>
    </message>
    <message>
        <source>不用填表，不用交材料。点下面“确认享受”就行。</source>
        <translation>No form, no papers. Press “Yes, I want it” below.</translation>
    </message>
    <message>
        <source>不用再申请，也不用再来。</source>
        <translation>No application, and no need to come again.</translation>
    </message>
    <message>
        <source>还没有确认上。再点一次不会重复。</source>
        <translation>Not confirmed yet. Pressing again does it once only.</translation>
    </message>
    <message>
        <source>替哪家办</source>
        <translation>For</translation>
    </message>
    <message>
        <source>为什么有您</source>
        <translation>Why you</translation>
    </message>
    <message>
        <source>为什么能享受</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>发到哪里</source>
        <translation>Paid to</translation>
    </message>
    <message>
        <source>哪个政策</source>
        <translation>Policy</translation>
    </message>
    <message>
        <source>谁来发</source>
        <translation>From</translation>
    </message>
    <message>
        <source>确认编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>上面哪里不对，先别确认，打 %1 问。不确认也没关系，以后还可以来。</source>
        <translation>If anything is wrong, do not confirm and call %1. You may also come back later.</translation>
    </message>
    <message>
        <source>打 %1 报确认编号，就能问发到哪一步了。</source>
        <translation>Call %1 and give the confirmation number to ask how far it is.</translation>
    </message>
    <message>
        <source>请抄下确认编号。</source>
        <translation>Please write down the confirmation number.</translation>
    </message>
    <message>
        <source>凭条已出纸，请拿好</source>
        <translation>The slip is out. Please take it</translation>
    </message>
    <message>
        <source>正在告诉平台</source>
        <translation>Telling the platform</translation>
    </message>
    <message>
        <source>确认享受</source>
        <translation>Yes, I want it</translation>
    </message>
    <message>
        <source>完成，退出并清除信息</source>
        <translation>Finish and clear</translation>
    </message>
</context>
<context>
    <name>BookingScreen</name>
    <message>
        <source>看一眼，对不对？</source>
        <translation>Is this right?</translation>
    </message>
    <message>
        <source>已经取消了</source>
        <translation>It is cancelled</translation>
    </message>
    <message>
        <source>这个号已经过了</source>
        <translation>This appointment is over</translation>
    </message>
    <message>
        <source>真的不去了吗？</source>
        <translation>Will you really not go?</translation>
    </message>
    <message>
        <source>约好了</source>
        <translation>Booked</translation>
    </message>
    <message>
        <source>现在还没有约上，点“确认预约”才算。</source>
        <translation>Not booked yet: touch “Confirm” to book it.</translation>
    </message>
    <message>
        <source>这个时间让给别人了。还想去，可以再约。</source>
        <translation>Somebody else can have the time now. You can book again.</translation>
    </message>
    <message>
        <source>取消以后，这个时间会让给别人。</source>
        <translation>Once cancelled, somebody else can have the time.</translation>
    </message>
    <message>
        <source>请带上身份证，按时到。去不了就早点取消，让给别人。</source>
        <translation>Bring your ID card and be on time. If you cannot come, please cancel early.</translation>
    </message>
    <message>
        <source>%1。再点一次不会约两次，也可以打 %2 问。</source>
        <translation>%1. Touching again does not book twice; you can also call %2.</translation>
    </message>
    <message>
        <source>预约号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>When</translation>
    </message>
    <message>
        <source>地点</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>办什么</source>
        <translation>For what</translation>
    </message>
    <message>
        <source>谁去</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>到大厅扫这个码，或者报预约号</source>
        <translation>Scan this in the hall, or tell the number</translation>
    </message>
    <message>
        <source>用手机拍下来就行。</source>
        <translation>A picture with your phone will do.</translation>
    </message>
    <message>
        <source>取消这个预约</source>
        <translation>Cancel this appointment</translation>
    </message>
    <message>
        <source>不去了，取消</source>
        <translation>I will not go, cancel</translation>
    </message>
    <message>
        <source>确认预约</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>还是去，保留</source>
        <translation>I will go, keep it</translation>
    </message>
    <message>
        <source>完成，退出并清除信息</source>
        <translation>Finish and clear</translation>
    </message>
</context>
<context>
    <name>CameraPage</name>
    <message>
        <source>摄像头画面</source>
        <translation>Camera picture</translation>
    </message>
    <message>
        <source>看清不清楚、亮不亮、正不正。画面不保存。</source>
        <translation>Is it sharp, light and straight? The picture is not kept.</translation>
    </message>
    <message>
        <source>正在打开摄像头</source>
        <translation>Opening the camera</translation>
    </message>
    <message>
        <source>没有画面，故障代码 %1</source>
        <translation>No picture, fault code %1</translation>
    </message>
    <message>
        <source>重新打开</source>
        <translation>Open again</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>CardScreen</name>
    <message>
        <source>正在读，先别拿开</source>
        <translation>Reading. Please do not take it away</translation>
    </message>
    <message>
        <source>读好了，请拿走证件</source>
        <translation>Done. Please take your card</translation>
    </message>
    <message>
        <source>这台机器现在读不了证件</source>
        <translation>This terminal cannot read cards now</translation>
    </message>
    <message>
        <source>正在等您放证件</source>
        <translation>Waiting for your card</translation>
    </message>
    <message>
        <source>放稳 3 秒，读完会告诉您</source>
        <translation>Keep it still; we tell you when it is done</translation>
    </message>
    <message>
        <source>马上到下一步</source>
        <translation>The next step comes at once</translation>
    </message>
    <message>
        <source>还有 %1 秒，时间不够可以再延长</source>
        <translation>%1 seconds left. You can ask for more time</translation>
    </message>
    <message>
        <source>读卡区现在用不了</source>
        <translation>The card reader is not working now</translation>
    </message>
    <message>
        <source>请把身份证平放在读卡区</source>
        <translation>Lay your ID card on the reader</translation>
    </message>
    <message>
        <source>读卡区上还有别人的证件</source>
        <translation>Somebody else&apos;s card is on the reader</translation>
    </message>
    <message>
        <source>拿开放在旁边，再放您自己的。机器会通知工作人员。</source>
        <translation>Put it aside, then place your own. The machine tells staff.</translation>
    </message>
    <message>
        <source>请放他本人的身份证</source>
        <translation>Please place the person&apos;s ID card</translation>
    </message>
    <message>
        <source>请放孩子的身份证</source>
        <translation>Please place the child&apos;s ID card</translation>
    </message>
    <message>
        <source>现在放您自己的身份证</source>
        <translation>Now place your own ID card</translation>
    </message>
    <message>
        <source>现在放您（监护人）的身份证</source>
        <translation>Now place your own (the guardian&apos;s) ID card</translation>
    </message>
    <message>
        <source>不是您的证件有问题。</source>
        <translation>There is nothing wrong with your card.</translation>
    </message>
    <message>
        <source>放稳 3 秒，看到“读好了”再拿走。证件信息只用于这次办事。</source>
        <translation>Keep it still until you see &quot;Done&quot;. Used for this visit only.</translation>
    </message>
    <message>
        <source>这里现在用不了</source>
        <translation>Not working now</translation>
    </message>
    <message>
        <source>请换一张证件</source>
        <translation>Please use another card</translation>
    </message>
    <message>
        <source>请再放一次</source>
        <translation>Please lay it down again</translation>
    </message>
    <message>
        <source>换一张再试</source>
        <translation>Try another card</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>延长时间</source>
        <translation>More time</translation>
    </message>
    <message>
        <source>有的事项也可以放：港澳台居民居住证、外国人永久居留身份证。</source>
        <translation>Some services also take the residence permit for Hong Kong, Macao and Taiwan, and the foreign permanent resident ID card.</translation>
    </message>
    <message>
        <source>没带证件，或者读不出来？</source>
        <translation>No card with you, or it cannot be read?</translation>
    </message>
    <message>
        <source>请人帮忙</source>
        <translation>Ask a person for help</translation>
    </message>
    <message>
        <source>也可以打 %1</source>
        <translation>You can also call %1</translation>
    </message>
    <message>
        <source>先不刷证件，回去看别的办法</source>
        <translation>Go back without a card and see other ways</translation>
    </message>
</context>
<context>
    <name>CategoryScreen</name>
    <message>
        <source>全部服务</source>
        <translation>All services</translation>
    </message>
    <message>
        <source>一件事，一次办</source>
        <translation>One event, one application</translation>
    </message>
    <message>
        <source>共 %1 项。点一项，先看要带什么。</source>
        <translation>Services: %1. Touch one to see first what you need.</translation>
    </message>
    <message>
        <source>几件事合成一件：一次填表，一次交材料。</source>
        <translation>Several services as one: one form, one set of papers.</translation>
    </message>
    <message>
        <source>正在读事项目录，请稍等。</source>
        <translation>The list of services is being read, one moment.</translation>
    </message>
    <message>
        <source>现在就打证明</source>
        <translation>Print a certificate now</translation>
    </message>
    <message>
        <source>替企业办</source>
        <translation>For a company</translation>
    </message>
    <message>
        <source>法定代表人或经办人，刷自己的证</source>
        <translation>Legal representative or agent, with your own card</translation>
    </message>
    <message>
        <source>现在办不了：要连上平台、能读卡</source>
        <translation>Not now: it needs the platform and the card reader</translation>
    </message>
    <message>
        <source>这一类现在没有能在这里办的事项。可以搜一搜，或者打 %1 问。</source>
        <translation>Nothing in this group can be done here now. Try the search, or call %1.</translation>
    </message>
</context>
<context>
    <name>CertificateScreen</name>
    <message>
        <source>同一份不会打两次。请不要走开。</source>
        <translation>No copy is printed twice. Please stay here.</translation>
    </message>
    <message>
        <source>电子章对得上才会打印。</source>
        <translation>It is printed only if its seal is right.</translation>
    </message>
    <message>
        <source>不打了</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>请人帮忙</source>
        <translation>Ask for help</translation>
    </message>
    <message>
        <source>打印好了，共 %1 页</source>
        <translation>Printed, %1 pages</translation>
    </message>
    <message>
        <source>请从出纸口拿走，别留给下一个人看见</source>
        <translation>Please take it, so that nobody else reads it</translation>
    </message>
    <message>
        <source>请从出纸口取走，数一数页数</source>
        <translation>Please take it and count the pages</translation>
    </message>
    <message>
        <source>证明</source>
        <translation>Certificate</translation>
    </message>
    <message>
        <source>电子章</source>
        <translation>Seal</translation>
    </message>
    <message>
        <source>有效 · %1</source>
        <translation>Valid · %1</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>几页</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>%1 页，打 1 份</source>
        <translation>%1 pages, 1 copy</translation>
    </message>
    <message>
        <source>收不收钱</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>不知道，请打 %1 问</source>
        <translation>Not known, please call %1</translation>
    </message>
    <message>
        <source>还能打</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>%1 份</source>
        <translation>%1 copies</translation>
    </message>
    <message>
        <source>%1。可以等一等，也可以换一台或者去窗口。</source>
        <translation>%1. You can wait, or go to another terminal or a counter.</translation>
    </message>
    <message>
        <source>这份证明的份数打完了。还要的话，请去窗口。</source>
        <translation>All copies are printed. For more, please go to a counter.</translation>
    </message>
    <message>
        <source>再打一份</source>
        <translation>Print one more</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>纸拿好了，退出</source>
        <translation>I have it, finish</translation>
    </message>
    <message>
        <source>完成，退出并清除信息</source>
        <translation>Finish and clear</translation>
    </message>
    <message>
        <source>打别的</source>
        <translation>Print another</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>CertificateTexts</name>
    <message>
        <source>看一眼，打印这份吗？</source>
        <translation>Print this one?</translation>
    </message>
    <message>
        <source>正在打印，请稍等</source>
        <translation>Printing, please wait</translation>
    </message>
    <message>
        <source>还有纸没拿</source>
        <translation>Paper is still in the tray</translation>
    </message>
    <message>
        <source>打印好了，请拿走</source>
        <translation>Printed, please take it</translation>
    </message>
    <message>
        <source>要等人工核查</source>
        <translation>A person checks it first</translation>
    </message>
    <message>
        <source>这份证明现在出不了</source>
        <translation>This certificate cannot be made now</translation>
    </message>
    <message>
        <source>没有打印</source>
        <translation>Nothing was printed</translation>
    </message>
    <message>
        <source>没有取到证明</source>
        <translation>The certificate was not fetched</translation>
    </message>
    <message>
        <source>没有打出来</source>
        <translation>Not printed</translation>
    </message>
    <message>
        <source>不知道打出来没有</source>
        <translation>It may have been printed</translation>
    </message>
    <message>
        <source>正在准备，请稍等</source>
        <translation>Preparing, please wait</translation>
    </message>
    <message>
        <source>现在还没有打印，点“打印”才开始。</source>
        <translation>Nothing is printed yet; touch Print to begin.</translation>
    </message>
    <message>
        <source>纸在打印机的出纸口。拿好再走。</source>
        <translation>The paper is in the printer&apos;s tray. Please take it.</translation>
    </message>
    <message>
        <source>这种证明要人工核查，当场打不了。请回到“证明打印”点它，照指南申请。</source>
        <translation>A person checks this one first. Please apply for it: choose it under Certificates.</translation>
    </message>
    <message>
        <source>部门没有查到能出证明的记录，或者这种证明停办了。</source>
        <translation>The office has no record for it, or it is no longer made.</translation>
    </message>
    <message>
        <source>请看一下出纸口。有纸就是打好了；没有就请人帮忙，不会自动再打。</source>
        <translation>Please look into the tray. If nothing is there, ask for help; it is not printed again by itself.</translation>
    </message>
    <message>
        <source>再试一次不会多打。也可以打 %1 问。</source>
        <translation>Trying again prints nothing twice. You can also call %1.</translation>
    </message>
    <message>
        <source>这一份作废，不算次数。可以再试，也可以换一台或者去窗口。</source>
        <translation>This copy is void and not counted. Try again, or go to another terminal or a counter.</translation>
    </message>
    <message>
        <source>请到出证明的部门窗口打印，或者打 %1 问。</source>
        <translation>Please have it printed at the office&apos;s counter, or call %1.</translation>
    </message>
    <message>
        <source>也可以去窗口办，或者打 %1 问。</source>
        <translation>You can also go to a counter, or call %1.</translation>
    </message>
    <message>
        <source>这份证明是 OFD 版式，这台打不了。</source>
        <translation>This certificate is an OFD file, which cannot be printed here.</translation>
    </message>
    <message>
        <source>这份证明没有电子印章，不能用。</source>
        <translation>This certificate has no electronic seal and cannot be used.</translation>
    </message>
    <message>
        <source>这份证明的电子印章不在有效期内。</source>
        <translation>The seal&apos;s certificate has expired.</translation>
    </message>
    <message>
        <source>认不出这份证明的电子印章。</source>
        <translation>The seal is of an authority not known here.</translation>
    </message>
    <message>
        <source>这台现在核不了电子印章。</source>
        <translation>Seals cannot be checked here now.</translation>
    </message>
    <message>
        <source>这份证明的文件打不开。</source>
        <translation>The certificate&apos;s file cannot be opened.</translation>
    </message>
    <message>
        <source>电子印章对不上，文件可能被改动过。</source>
        <translation>The seal does not match, the file may have been changed.</translation>
    </message>
    <message>
        <source>打印纸用完了</source>
        <translation>The paper is out</translation>
    </message>
    <message>
        <source>纸卡住了</source>
        <translation>The paper is jammed</translation>
    </message>
    <message>
        <source>打印机的盖子没关好</source>
        <translation>The printer&apos;s cover is open</translation>
    </message>
    <message>
        <source>墨粉用完了</source>
        <translation>The toner is empty</translation>
    </message>
    <message>
        <source>纸盒没有放好</source>
        <translation>The paper tray is not in place</translation>
    </message>
    <message>
        <source>出纸口满了，请先拿走上面的纸</source>
        <translation>The tray is full, please take the paper first</translation>
    </message>
    <message>
        <source>已经停下，没有打完</source>
        <translation>Stopped before it was complete</translation>
    </message>
    <message>
        <source>打印机现在打不了</source>
        <translation>The printer cannot print now</translation>
    </message>
    <message>
        <source>现在连不上平台，打不了证明</source>
        <translation>No connection now, certificates cannot be printed</translation>
    </message>
    <message>
        <source>读卡区坏了，现在打不了</source>
        <translation>The card reader is out of order</translation>
    </message>
    <message>
        <source>这台现在不能打证明，可以去别的终端或窗口</source>
        <translation>Not printed here now; go to another terminal or a counter</translation>
    </message>
    <message>
        <source>刷身份证，当场拿</source>
        <translation>With your ID card, at once</translation>
    </message>
    <message>
        <source>打印第 %1/%2 页</source>
        <translation>Printing page %1 of %2</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>出证明、盖电子章</source>
        <translation>Made and sealed</translation>
    </message>
    <message>
        <source>取证明</source>
        <translation>Fetched</translation>
    </message>
    <message>
        <source>核对电子章</source>
        <translation>Seal checked</translation>
    </message>
</context>
<context>
    <name>CheckListRow</name>
    <message>
        <source>正在测</source>
        <translation>Running</translation>
    </message>
    <message>
        <source>没测</source>
        <translation>Not run</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>正在测</source>
        <translation>Running</translation>
    </message>
    <message>
        <source>没测</source>
        <translation>Not run</translation>
    </message>
    <message>
        <source>%1，用了 %2 秒</source>
        <translation>%1, took %2 s</translation>
    </message>
    <message>
        <source>怎么办：%1</source>
        <translation>What to do: %1</translation>
    </message>
    <message>
        <source>故障代码 %1</source>
        <translation>Fault code %1</translation>
    </message>
    <message>
        <source>照图修理：%1</source>
        <translation>Repair by pictures: %1</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>停止检测</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>再测一次</source>
        <translation>Test again</translation>
    </message>
</context>
<context>
    <name>CheckScreen</name>
    <message>
        <source>请核对一遍再提交</source>
        <translation>Check before you submit</translation>
    </message>
    <message>
        <source>有不对的，点“修改”。现在还没有提交。</source>
        <translation>If something is wrong, touch &quot;Change&quot;. Nothing has been submitted yet.</translation>
    </message>
    <message>
        <source>这份是按以前的表填的，表改过了，请每一项再看一眼。</source>
        <translation>The form has changed since you filled it in. Please look at every answer again.</translation>
    </message>
    <message>
        <source>工作人员（工号 %1）帮您填的，请您自己从头核对一遍。</source>
        <translation>Filled in for you by staff (%1). Please check all of it yourself.</translation>
    </message>
    <message>
        <source>申请人</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>材料</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>下一步请您在屏幕上签名，确认内容属实。</source>
        <translation>Next you sign on the screen to confirm that this is true.</translation>
    </message>
    <message>
        <source>核对无误，去签名</source>
        <translation>All correct, sign next</translation>
    </message>
    <message>
        <source>核对无误，提交</source>
        <translation>All correct, submit</translation>
    </message>
    <message>
        <source>还没完，看下一屏</source>
        <translation>More to check: next screen</translation>
    </message>
</context>
<context>
    <name>ChoicePicker</name>
    <message>
        <source>找一找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>点这里，打几个字来找</source>
        <translation>Touch here and type a few letters</translation>
    </message>
    <message>
        <source>没有找到，换几个字试试。</source>
        <translation>Nothing found. Try other words.</translation>
    </message>
</context>
<context>
    <name>ChoiceRow</name>
    <message>
        <source>第 %1 项，共 %2 项</source>
        <translation>%1 of %2</translation>
    </message>
</context>
<context>
    <name>ChooseScreen</name>
    <message>
        <source>连不上平台，现在查不到</source>
        <translation>The platform cannot be reached now</translation>
    </message>
    <message>
        <source>可以再试一次，也可以打 %1 问。</source>
        <translation>You can try again, or call %1.</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>请人帮忙</source>
        <translation>Ask for help</translation>
    </message>
</context>
<context>
    <name>ChooseTexts</name>
    <message>
        <source>是关于什么的？</source>
        <translation>What is it about?</translation>
    </message>
    <message>
        <source>是哪一件事？</source>
        <translation>Which matter is it?</translation>
    </message>
    <message>
        <source>约个时间去大厅办</source>
        <translation>Take an appointment at a hall</translation>
    </message>
    <message>
        <source>去哪里办？</source>
        <translation>Where?</translation>
    </message>
    <message>
        <source>哪一天去？</source>
        <translation>Which day?</translation>
    </message>
    <message>
        <source>几点去？</source>
        <translation>At what time?</translation>
    </message>
    <message>
        <source>我约好的</source>
        <translation>What I have booked</translation>
    </message>
    <message>
        <source>要付哪一笔？</source>
        <translation>Which bill?</translation>
    </message>
    <message>
        <source>打哪一份证明？</source>
        <translation>Which certificate?</translation>
    </message>
    <message>
        <source>您可以办这些</source>
        <translation>These fit</translation>
    </message>
    <message>
        <source>您替哪一家办？</source>
        <translation>For which one?</translation>
    </message>
    <message>
        <source>您是哪种情况？</source>
        <translation>Which situation is yours?</translation>
    </message>
    <message>
        <source>这些您可以享受</source>
        <translation>You have a right to these</translation>
    </message>
    <message>
        <source>您想看什么？</source>
        <translation>What would you like to see?</translation>
    </message>
    <message>
        <source>可以去哪里办？</source>
        <translation>Where can one go?</translation>
    </message>
    <message>
        <source>政策文件</source>
        <translation>Papers of the city</translation>
    </message>
    <message>
        <source>点一行就行。</source>
        <translation>Just touch a line.</translation>
    </message>
    <message>
        <source>“%1”里的哪一项？说不准就点最后一行。</source>
        <translation>Which one of “%1”? Not sure: touch the last line.</translation>
    </message>
    <message>
        <source>先选事情和时间，最后才刷证件。</source>
        <translation>First what and when; the card comes last.</translation>
    </message>
    <message>
        <source>这些是平台上登记您可以代表的。也可以把营业执照上的码对准扫码口。</source>
        <translation>Those you may act for by the platform&apos;s record. Or hold the code of the business licence up to the scanner.</translation>
    </message>
    <message>
        <source>%1：情况不同，要交的材料也不同。</source>
        <translation>%1: each situation needs other papers.</translation>
    </message>
    <message>
        <source>%1。只列出还有号的日子。</source>
        <translation>%1. Only days with free times.</translation>
    </message>
    <message>
        <source>点一条，可以看号、可以取消。</source>
        <translation>Touch one to see its number or to cancel it.</translation>
    </message>
    <message>
        <source>点一笔，用自己的手机扫码付。</source>
        <translation>Touch one and pay with your own phone.</translation>
    </message>
    <message>
        <source>点最像的一行。点错了可以返回。</source>
        <translation>Choose the closest. You can go back.</translation>
    </message>
    <message>
        <source>点一项，先看要带什么。</source>
        <translation>Choose one to see what it needs.</translation>
    </message>
    <message>
        <source>点一份，先看页数和收费，再打印。</source>
        <translation>Choose one: pages and fee are shown before it is printed.</translation>
    </message>
    <message>
        <source>点一处，看地址、时间和电话。</source>
        <translation>Touch one for its address, hours and phone.</translation>
    </message>
    <message>
        <source>新发的在前面。点一份看全文。</source>
        <translation>The newest first. Touch one to read it.</translation>
    </message>
    <message>
        <source>说不准是哪一项</source>
        <translation>I am not sure which</translation>
    </message>
    <message>
        <source>哪里能办：大厅、站点、自助机</source>
        <translation>Where to go: halls, stations, terminals</translation>
    </message>
    <message>
        <source>政务公开：政策文件</source>
        <translation>Open government: the papers</translation>
    </message>
    <message>
        <source>这张执照不在您可以代表的单位里。</source>
        <translation>This licence is not of one you may act for.</translation>
    </message>
    <message>
        <source>验证：别人出示的码是不是真的</source>
        <translation>Check whether somebody&apos;s code is genuine</translation>
    </message>
    <message>
        <source>点一项看清楚，再确认。不用填表。</source>
        <translation>Look at one, then confirm. No forms.</translation>
    </message>
    <message>
        <source>这些它可以享受。点一项看清楚，再确认。</source>
        <translation>It has a right to these. Open one to read it, then confirm.</translation>
    </message>
    <message>
        <source>查自己的要刷证件，别的不用。</source>
        <translation>A card only for what is yours.</translation>
    </message>
    <message>
        <source>看我约好的，或者取消</source>
        <translation>See or cancel what I have booked</translation>
    </message>
    <message>
        <source>惠民政策：哪些我可以直接享受</source>
        <translation>Benefits: what am I entitled to?</translation>
    </message>
    <message>
        <source>要等连上平台</source>
        <translation>once the platform is reached</translation>
    </message>
    <message>
        <source>还有 %1 个时间可以约</source>
        <translation>%1 times left</translation>
    </message>
    <message>
        <source>还有 %1 个号</source>
        <translation>%1 places left</translation>
    </message>
    <message>
        <source>星期日</source>
        <translation>Sunday</translation>
    </message>
    <message>
        <source>星期一</source>
        <translation>Monday</translation>
    </message>
    <message>
        <source>星期二</source>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>星期三</source>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>星期四</source>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>星期五</source>
        <translation>Friday</translation>
    </message>
    <message>
        <source>星期六</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>现在能用</source>
        <translation>Working now</translation>
    </message>
    <message>
        <source>现在有的功能停了</source>
        <translation>Partly out of order now</translation>
    </message>
    <message>
        <source>现在没有回音，先打电话问问</source>
        <translation>No answer now, better call first</translation>
    </message>
    <message>
        <source>最近两周都约满了。也可以直接去大厅取号，或者打 %1 问。</source>
        <translation>The next two weeks are full. You can also go to a hall and take a number there, or call %1.</translation>
    </message>
    <message>
        <source>您没有约好的号。</source>
        <translation>You have no appointment.</translation>
    </message>
    <message>
        <source>没有查到要付的账单。</source>
        <translation>No open bill was found.</translation>
    </message>
    <message>
        <source>现在没有查到您可以直接享受的。不代表没有，打 %1 问。</source>
        <translation>Nothing found for you now. There may be more: call %1.</translation>
    </message>
    <message>
        <source>平台上没有登记您可以代表的单位。要先由法定代表人在平台上给您授权，也可以到窗口办。</source>
        <translation>There is none on record for you. The legal representative has to authorise you on the platform first; or go to a counter.</translation>
    </message>
    <message>
        <source>现在没有可以选的。可以打 %1 问。</source>
        <translation>There is nothing to choose now. You can call %1.</translation>
    </message>
    <message>
        <source>正在向平台查，请稍等</source>
        <translation>Asking the platform, please wait</translation>
    </message>
    <message>
        <source>这个时间刚被别人约走了，请另选一个。</source>
        <translation>Somebody has just taken that time, please choose another one.</translation>
    </message>
</context>
<context>
    <name>ClearedScreen</name>
    <message>
        <source>信息已清除</source>
        <translation>Cleared</translation>
    </message>
    <message>
        <source>U 盘还插着</source>
        <translation>The USB stick is still in</translation>
    </message>
    <message>
        <source>请拿走您的证件</source>
        <translation>Please take your card</translation>
    </message>
    <message>
        <source>屏幕和机器里没有留下您的信息。请拿好证件和凭条。</source>
        <translation>Nothing about you is left on the screen or in the terminal. Please take your card and slip.</translation>
    </message>
    <message>
        <source>请拔下来带走。屏幕和机器里没有留下您的信息。</source>
        <translation>Please take it with you. Nothing about you is left on this screen or in this machine.</translation>
    </message>
    <message>
        <source>证件还在读卡区上。屏幕和机器里没有留下您的信息。</source>
        <translation>It is still on the reader. Nothing of yours stays on the screen or in the machine.</translation>
    </message>
</context>
<context>
    <name>ClosedScreen</name>
    <message>
        <source>星期一</source>
        <translation>Monday</translation>
    </message>
    <message>
        <source>星期二</source>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>星期三</source>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>星期四</source>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>星期五</source>
        <translation>Friday</translation>
    </message>
    <message>
        <source>星期六</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>星期日</source>
        <translation>Sunday</translation>
    </message>
    <message>
        <source>今天 %1</source>
        <translation>Today at %1</translation>
    </message>
    <message>
        <source>明天 %1</source>
        <translation>Tomorrow at %1</translation>
    </message>
    <message>
        <source>%1 %2 %3</source>
        <translation>%2, %1, at %3</translation>
    </message>
    <message>
        <source>请看门口的通知</source>
        <translation>Please see the notice at the door</translation>
    </message>
    <message>
        <source>现在不在开放时间</source>
        <translation>This place is closed now</translation>
    </message>
    <message>
        <source>已经交了的照常送出去办，不用再来一趟。</source>
        <translation>What was handed in goes its way as usual; no need to come again.</translation>
    </message>
    <message>
        <source>什么时候再开</source>
        <translation>When it opens again</translation>
    </message>
    <message>
        <source>今天%1，什么时候再开</source>
        <translation>%1 today. When it opens again</translation>
    </message>
    <message>
        <source>等不及，这里 24 小时都能办</source>
        <translation>If it cannot wait: open day and night</translation>
    </message>
    <message>
        <source>想问清楚再来，用您自己的电话打 %1。</source>
        <translation>To ask first, call %1 from your own phone.</translation>
    </message>
</context>
<context>
    <name>CodeBoxes</name>
    <message>
        <source>短信验证码</source>
        <translation>SMS code</translation>
    </message>
    <message>
        <source>已填 %1 位，共 %2 位</source>
        <translation>%1 of %2 digits entered</translation>
    </message>
</context>
<context>
    <name>CompanyScreen</name>
    <message>
        <source>%1，%2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>“%1”不是给这一类单位办的。下面是能替它办的。</source>
        <translation>“%1” is not for an organisation of this kind. Below is what can be done for it.</translation>
    </message>
    <message>
        <source>信用代码</source>
        <translation>Credit code</translation>
    </message>
    <message>
        <source>住所</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>惠企政策：哪些可以直接享受</source>
        <translation>Support for business: what it may simply have</translation>
    </message>
    <message>
        <source>按平台上的记录找，不用填表</source>
        <translation>Found by what is on record; no form</translation>
    </message>
    <message>
        <source>网络断了，现在查不了</source>
        <translation>No network: cannot be looked up now</translation>
    </message>
    <message>
        <source>在这里能替它办</source>
        <translation>What can be done for it here</translation>
    </message>
    <message>
        <source>这里现在没有能替它办的事项，请打 %1 问。</source>
        <translation>There is nothing that can be done for it here now. Please call %1.</translation>
    </message>
    <message>
        <source>完成，退出并清除信息</source>
        <translation>Finish and clear</translation>
    </message>
</context>
<context>
    <name>ComplaintDoneScreen</name>
    <message>
        <source>收到了，会有人办</source>
        <translation>Received, somebody will see to it</translation>
    </message>
    <message>
        <source>已送出，等确认</source>
        <translation>Sent, awaiting confirmation</translation>
    </message>
    <message>
        <source>已保存，还没有送出</source>
        <translation>Saved, not sent yet</translation>
    </message>
    <message>
        <source>已保存，工作人员会看</source>
        <translation>Saved, staff will look at it</translation>
    </message>
    <message>
        <source>没有存下来</source>
        <translation>It could not be kept</translation>
    </message>
    <message>
        <source>正在提交，请稍等</source>
        <translation>Sending, please wait</translation>
    </message>
    <message>
        <source>答复前会有人看您说的每一句。</source>
        <translation>Somebody reads every word of it before you are answered.</translation>
    </message>
    <message>
        <source>最晚 %1 前答复。</source>
        <translation>You are answered by %1 at the latest.</translation>
    </message>
    <message>
        <source>平台还没有回话，机器会自己继续问。不用再说一遍。</source>
        <translation>The platform has not answered yet; the terminal keeps asking. No need to say it again.</translation>
    </message>
    <message>
        <source>现在连不上平台，连上就自动送出。不用再说一遍。</source>
        <translation>The platform cannot be reached; it is sent by itself later. No need to say it again.</translation>
    </message>
    <message>
        <source>这一次没有送成，没有丢。可以打 %1 报下面的号。</source>
        <translation>It did not go through this time, but it is not lost. You can call %1 and give the number below.</translation>
    </message>
    <message>
        <source>机器现在存不下。可以再试一次，或者打 %1 说。</source>
        <translation>The terminal cannot keep it now. Try again, or call %1.</translation>
    </message>
    <message>
        <source>不用再点，同一件事不会送两次。</source>
        <translation>No need to touch again; nothing is sent twice.</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>请人帮忙</source>
        <translation>Ask for help</translation>
    </message>
    <message>
        <source>工单号，请抄下来或拍下来</source>
        <translation>Ticket number, please write it down or take a picture</translation>
    </message>
    <message>
        <source>暂存号（不是工单号），请抄下来或拍下来</source>
        <translation>Holding number (not a ticket number), please write it down or take a picture</translation>
    </message>
    <message>
        <source>%1，关于：%2</source>
        <translation>%1, about: %2</translation>
    </message>
    <message>
        <source>想知道结果，打 %1 报这个号。</source>
        <translation>To hear the result, call %1 and give this number.</translation>
    </message>
    <message>
        <source>有结果会打电话告诉您，也可以打 %1 报这个号问。</source>
        <translation>We call you with the result; you can also call %1 and give this number.</translation>
    </message>
    <message>
        <source>完成，退出并清除信息</source>
        <translation>Finish and clear</translation>
    </message>
</context>
<context>
    <name>ComplaintPhoneScreen</name>
    <message>
        <source>要给您回电话吗？</source>
        <translation>May we call you back?</translation>
    </message>
    <message>
        <source>电话只用来告诉您结果。不留也一样会处理，凭工单号打 %1 就能问。</source>
        <translation>The number is only used to tell you the result. Without it you can call %1 and give the ticket number.</translation>
    </message>
    <message>
        <source>电话号码要 7 到 12 位数字。不想留，点“不留电话，直接提交”。</source>
        <translation>A phone number has 7 to 12 digits. To leave none, touch “Send without a number”.</translation>
    </message>
    <message>
        <source>电话号码</source>
        <translation>Phone number</translation>
    </message>
    <message>
        <source>不留电话，直接提交</source>
        <translation>Send without a number</translation>
    </message>
    <message>
        <source>留电话，提交</source>
        <translation>Send with the number</translation>
    </message>
</context>
<context>
    <name>ComplaintScreen</name>
    <message>
        <source>您想反映什么？</source>
        <translation>What would you like to tell us?</translation>
    </message>
    <message>
        <source>不用刷证件，不用留姓名。</source>
        <translation>No card and no name are needed.</translation>
    </message>
    <message>
        <source>事没办成</source>
        <translation>I could not get it done</translation>
    </message>
    <message>
        <source>跑了几趟、材料说不清、系统交不上去，有专人帮您看。</source>
        <translation>Several visits, unclear papers, a system that refuses: somebody looks into it.</translation>
    </message>
    <message>
        <source>对服务不满意</source>
        <translation>I am not satisfied</translation>
    </message>
    <message>
        <source>机器、大厅或者工作人员，哪里不好都可以说。</source>
        <translation>The machine, the hall or the staff: say what was not good.</translation>
    </message>
    <message>
        <source>提个建议</source>
        <translation>I have a suggestion</translation>
    </message>
    <message>
        <source>盼着怎样更好，或者有别的事要说。</source>
        <translation>How it could be better, or something else.</translation>
    </message>
    <message>
        <source>不想打字？打电话说给人听</source>
        <translation>Rather speak than type? Call</translation>
    </message>
    <message>
        <source>用您自己的电话打，白天晚上都有人接。告诉对方终端编号：%1</source>
        <translation>From your own phone, day and night. Tell them the number of this terminal: %1</translation>
    </message>
</context>
<context>
    <name>ComplaintWordsScreen</name>
    <message>
        <source>您想说什么？</source>
        <translation>What would you like to say?</translation>
    </message>
    <message>
        <source>哪里不对？</source>
        <translation>What is not right?</translation>
    </message>
    <message>
        <source>关于：%1</source>
        <translation>About: %1</translation>
    </message>
    <message>
        <source>请点一句，或者写几个字。</source>
        <translation>Please touch a line, or write a few words.</translation>
    </message>
    <message>
        <source>请写几个字。</source>
        <translation>Please write a few words.</translation>
    </message>
    <message>
        <source>点一句或几句</source>
        <translation>Touch one or more</translation>
    </message>
    <message>
        <source>用自己的话写</source>
        <translation>In your own words</translation>
    </message>
    <message>
        <source>改写的话</source>
        <translation>Change the words</translation>
    </message>
    <message>
        <source>拼音、数字都能打</source>
        <translation>on the keyboard</translation>
    </message>
    <message>
        <source>不想打字，也可以打 %1，说给人听。</source>
        <translation>If you would rather speak, call %1.</translation>
    </message>
</context>
<context>
    <name>CountdownRing</name>
    <message>
        <source>还有 %1 秒</source>
        <translation>%1 seconds left</translation>
    </message>
</context>
<context>
    <name>DatePicker</name>
    <message>
        <source>1 月</source>
        <translation>January</translation>
    </message>
    <message>
        <source>2 月</source>
        <translation>February</translation>
    </message>
    <message>
        <source>3 月</source>
        <translation>March</translation>
    </message>
    <message>
        <source>4 月</source>
        <translation>April</translation>
    </message>
    <message>
        <source>5 月</source>
        <translation>May</translation>
    </message>
    <message>
        <source>6 月</source>
        <translation>June</translation>
    </message>
    <message>
        <source>7 月</source>
        <translation>July</translation>
    </message>
    <message>
        <source>8 月</source>
        <translation>August</translation>
    </message>
    <message>
        <source>9 月</source>
        <translation>September</translation>
    </message>
    <message>
        <source>10 月</source>
        <translation>October</translation>
    </message>
    <message>
        <source>11 月</source>
        <translation>November</translation>
    </message>
    <message>
        <source>12 月</source>
        <translation>December</translation>
    </message>
    <message>
        <source>第 1 步，共 3 步：选年</source>
        <translation>Step 1 of 3: year</translation>
    </message>
    <message>
        <source>第 2 步，共 3 步：选月</source>
        <translation>Step 2 of 3: month</translation>
    </message>
    <message>
        <source>第 3 步，共 3 步：选日</source>
        <translation>Step 3 of 3: day</translation>
    </message>
    <message>
        <source>%1 年</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>一</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>二</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>三</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>四</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>五</source>
        <translation>Fri</translation>
    </message>
    <message>
        <source>六</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>日</source>
        <translation>Sun</translation>
    </message>
</context>
<context>
    <name>DeskAssist</name>
    <message>
        <source>办事人带了办理码来</source>
        <translation>Somebody brings a code</translation>
    </message>
    <message>
        <source>8 位办理码</source>
        <translation>Code of 8 digits</translation>
    </message>
    <message>
        <source>接过来填</source>
        <translation>Take it up</translation>
    </message>
    <message>
        <source>办事人在旁边，从头帮办</source>
        <translation>Somebody is here: begin anew</translation>
    </message>
    <message>
        <source>在左边找到事项，点一下。</source>
        <translation>Find the service at the left and touch it.</translation>
    </message>
    <message>
        <source>开始帮办</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>码不对，或者已经用过、过期了。</source>
        <translation>The code is wrong, used or too old.</translation>
    </message>
</context>
<context>
    <name>DeskBars</name>
    <message>
        <source>没有</source>
        <translation>None</translation>
    </message>
</context>
<context>
    <name>DeskDetail</name>
    <message>
        <source>对账：和平台比对还没有日结的日子，一致就日结。</source>
        <translation>Compare the open days with the platform; a day that agrees is closed.</translation>
    </message>
    <message>
        <source>点左边一行，看详情和能做的事。</source>
        <translation>Choose a row on the left to see it and what can be done.</translation>
    </message>
    <message>
        <source>没有留电话</source>
        <translation>No phone number</translation>
    </message>
    <message>
        <source>试过 %1 次</source>
        <translation>Tried %1 times</translation>
    </message>
    <message>
        <source>补打第 %1 次</source>
        <translation>Reprint no. %1</translation>
    </message>
    <message>
        <source>第一次打</source>
        <translation>First print</translation>
    </message>
    <message>
        <source>%1 页</source>
        <translation>%1 page(s)</translation>
    </message>
    <message>
        <source>一共补打过 %1 次</source>
        <translation>Reprinted %1 time(s) so far</translation>
    </message>
    <message>
        <source>原因：%1</source>
        <translation>Why: %1</translation>
    </message>
    <message>
        <source>怎么办：%1</source>
        <translation>What to do: %1</translation>
    </message>
    <message>
        <source>故障代码 %1</source>
        <translation>Fault code %1</translation>
    </message>
    <message>
        <source>正在打印，打完会说。纸出来先别撕。</source>
        <translation>Printing. Leave the paper until it is done.</translation>
    </message>
</context>
<context>
    <name>DeskFigures</name>
    <message>
        <source>还没有</source>
        <translation>none yet</translation>
    </message>
    <message>
        <source>%1 秒</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 分钟</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 小时</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>10 秒以内</source>
        <translation>Within 10 s</translation>
    </message>
    <message>
        <source>1 分钟以内</source>
        <translation>Within 1 min</translation>
    </message>
    <message>
        <source>10 分钟以内</source>
        <translation>Within 10 min</translation>
    </message>
    <message>
        <source>1 小时以内</source>
        <translation>Within 1 h</translation>
    </message>
    <message>
        <source>1 小时以上</source>
        <translation>Over 1 h</translation>
    </message>
    <message>
        <source>还没有收到</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>其他事项</source>
        <translation>Other services</translation>
    </message>
    <message>
        <source>内容已清除</source>
        <translation>Erased</translation>
    </message>
    <message>
        <source>前一天</source>
        <translation>Day before</translation>
    </message>
    <message>
        <source>后一天</source>
        <translation>Day after</translation>
    </message>
    <message>
        <source>办件 %1 件</source>
        <translation>%1 cases</translation>
    </message>
    <message>
        <source>平台收到用时（中位数）：%1</source>
        <translation>Median time to platform: %1</translation>
    </message>
    <message>
        <source>按时段（点）</source>
        <translation>By hour</translation>
    </message>
    <message>
        <source>按事项</source>
        <translation>By service</translation>
    </message>
    <message>
        <source>按结果</source>
        <translation>By outcome</translation>
    </message>
    <message>
        <source>平台多久收到</source>
        <translation>Time to platform</translation>
    </message>
    <message>
        <source>已存成 PDF：%1</source>
        <translation>Saved as PDF: %1</translation>
    </message>
</context>
<context>
    <name>DeskHelp</name>
    <message>
        <source>帮办：%1</source>
        <translation>For somebody: %1</translation>
    </message>
    <message>
        <source>请把这个码写给办事人</source>
        <translation>Write this code down for the person</translation>
    </message>
    <message>
        <source>用一次，%1 以前有效。</source>
        <translation>Good once, until %1.</translation>
    </message>
    <message>
        <source>办事人到终端点“我的办件”，刷自己的证件，输入这个码，自己核对、签名、提交。不能替他做这几步。</source>
        <translation>At the terminal: My cases, their own card, this code; they check, sign and submit themselves. Nobody does that for them.</translation>
    </message>
    <message>
        <source>办事人在终端填了一部分。姓名、证件号不在这里。</source>
        <translation>Begun at a terminal. Name and ID number are not here.</translation>
    </message>
    <message>
        <source>办事人在旁边。姓名、证件号由他在终端刷证件。</source>
        <translation>The person is here. Name and ID number come from their card at the terminal.</translation>
    </message>
    <message>
        <source>填齐了</source>
        <translation>Nothing is missing</translation>
    </message>
    <message>
        <source>还差 %1 项，也可以留给办事人填</source>
        <translation>%1 missing; the person may fill them in, too</translation>
    </message>
    <message>
        <source>复核退回：%1。指出的 %2 项标着颜色。</source>
        <translation>Sent back: %1. The %2 answers pointed at are coloured.</translation>
    </message>
    <message>
        <source>%1 复核过了，可以交回</source>
        <translation>%1 has looked at it; it may go back</translation>
    </message>
    <message>
        <source>交第二人复核</source>
        <translation>Ask for a second look</translation>
    </message>
    <message>
        <source>填好了，交回终端</source>
        <translation>Done: back to the terminal</translation>
    </message>
    <message>
        <source>先放草稿里</source>
        <translation>Keep as a draft</translation>
    </message>
    <message>
        <source>办下一件</source>
        <translation>Next one</translation>
    </message>
    <message>
        <source>不填了，清掉</source>
        <translation>Give up and clear</translation>
    </message>
    <message>
        <source>办事人自己又改过这份，交不回去了。请他再给一个新的办理码。</source>
        <translation>The person has changed it meanwhile. Ask for a new code.</translation>
    </message>
    <message>
        <source>现在连不上平台，交不回终端。先放草稿里，网通了再交回。</source>
        <translation>The platform cannot be reached, so this cannot go back to the terminal. Put it among the drafts and hand it back when the line is there again.</translation>
    </message>
    <message>
        <source>谁填的、什么时候交回，都有记录。</source>
        <translation>Who filled it in and when is recorded.</translation>
    </message>
</context>
<context>
    <name>DeskHelpField</name>
    <message>
        <source>%1（可以不填）</source>
        <translation>%1 (may be left out)</translation>
    </message>
    <message>
        <source>复核的人指出这一项</source>
        <translation>The second person points at this</translation>
    </message>
    <message>
        <source>已经在终端拍好</source>
        <translation>Photographed at the terminal</translation>
    </message>
    <message>
        <source>由办事人在终端拍</source>
        <translation>The person photographs it at the terminal</translation>
    </message>
    <message>
        <source>%1，写成 2026-07-01 这样</source>
        <translation>%1, like 2026-07-01</translation>
    </message>
</context>
<context>
    <name>DeskLook</name>
    <message>
        <source>复核：%1</source>
        <translation>Second look: %1</translation>
    </message>
    <message>
        <source>指出了 %1 项。选一个原因退回。</source>
        <translation>%1 pointed at. Choose why it goes back.</translation>
    </message>
    <message>
        <source>逐项看一遍。不对的点“指出”，再选原因退回。</source>
        <translation>Read each answer. Point at what is wrong, then choose why it goes back.</translation>
    </message>
    <message>
        <source>看过了，可以交</source>
        <translation>Seen, may go</translation>
    </message>
    <message>
        <source>退回：%1</source>
        <translation>Back: %1</translation>
    </message>
    <message>
        <source>先不看</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>谁填的、谁看的，都有记录。</source>
        <translation>Who filled it in and who looked is on record.</translation>
    </message>
</context>
<context>
    <name>DeskLookField</name>
    <message>
        <source>已经在终端拍好</source>
        <translation>Photographed at the terminal</translation>
    </message>
    <message>
        <source>由办事人在终端拍</source>
        <translation>The person photographs it at the terminal</translation>
    </message>
    <message>
        <source>没有填</source>
        <translation>Not filled in</translation>
    </message>
    <message>
        <source>指出</source>
        <translation>Point at</translation>
    </message>
</context>
<context>
    <name>DeskPage</name>
    <message>
        <source>网络正常</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>政务网中断，可以离线办理</source>
        <translation>Network down, working offline</translation>
    </message>
    <message>
        <source>找姓名、事项、暂存号：直接打字</source>
        <translation>Type to find a name, a service, a number</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>暂存号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>办事人</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>事项</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>部门</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>没有找到</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>正在读…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>共 %1 条</source>
        <translation>%1 in all</translation>
    </message>
    <message>
        <source>找到 %1 条，共 %2 条</source>
        <translation>%1 found, %2 in all</translation>
    </message>
</context>
<context>
    <name>DeskRail</name>
    <message>
        <source>锁屏离开</source>
        <translation>Lock</translation>
    </message>
</context>
<context>
    <name>DeskReasonTexts</name>
    <message>
        <source>填得不全</source>
        <translation>Something is missing</translation>
    </message>
    <message>
        <source>前后对不上</source>
        <translation>Answers contradict</translation>
    </message>
    <message>
        <source>事项或情形选错了</source>
        <translation>Wrong service or variant</translation>
    </message>
    <message>
        <source>要再问本人</source>
        <translation>Ask the person again</translation>
    </message>
    <message>
        <source>填的内容看过，可以办</source>
        <translation>Answers seen, may go on</translation>
    </message>
    <message>
        <source>不办了，填的都删掉</source>
        <translation>Given up; delete the answers</translation>
    </message>
    <message>
        <source>打通了，本人知道了</source>
        <translation>Person was told</translation>
    </message>
    <message>
        <source>打不通，已告诉部门</source>
        <translation>Not reached</translation>
    </message>
    <message>
        <source>已在窗口办了</source>
        <translation>Done at window</translation>
    </message>
    <message>
        <source>核对过，平台的对</source>
        <translation>Platform is right</translation>
    </message>
    <message>
        <source>本人不办了</source>
        <translation>Person gave up</translation>
    </message>
    <message>
        <source>财务已入账</source>
        <translation>Booked</translation>
    </message>
    <message>
        <source>钱已退</source>
        <translation>Paid back</translation>
    </message>
    <message>
        <source>没收钱也没出纸</source>
        <translation>No money, no paper</translation>
    </message>
    <message>
        <source>纸已作废或销毁</source>
        <translation>Paper is void</translation>
    </message>
    <message>
        <source>平台上也已撤回</source>
        <translation>Withdrawn there</translation>
    </message>
    <message>
        <source>缺纸，没打完整</source>
        <translation>Paper ran out</translation>
    </message>
    <message>
        <source>卡纸或撕坏了</source>
        <translation>Jammed or torn</translation>
    </message>
    <message>
        <source>字看不清</source>
        <translation>Cannot be read</translation>
    </message>
    <message>
        <source>本人没拿到，或丢了</source>
        <translation>Person lost it or did not get it</translation>
    </message>
    <message>
        <source>本人要再留一份</source>
        <translation>Person wants one more</translation>
    </message>
    <message>
        <source>照片、证件和本人一致</source>
        <translation>Photo, card and person agree</translation>
    </message>
    <message>
        <source>和本人不一致</source>
        <translation>It is somebody else</translation>
    </message>
    <message>
        <source>看不清楚</source>
        <translation>Cannot be seen clearly</translation>
    </message>
    <message>
        <source>先在“要回电”和“待上传”里一件件处理，再对账</source>
        <translation>First settle the cases under To call and To send, then compare</translation>
    </message>
    <message>
        <source>先在“账目核对”里和财务逐项核对，再对账</source>
        <translation>First check each row under Differences with finance, then compare</translation>
    </message>
</context>
<context>
    <name>DeskReasons</name>
    <message>
        <source>为什么？选一个，会记录下来</source>
        <translation>Why? Choose one; it is recorded</translation>
    </message>
    <message>
        <source>先不做</source>
        <translation>Not now</translation>
    </message>
</context>
<context>
    <name>DeskRow</name>
    <message>
        <source>%1（补打第 %2 次）</source>
        <translation>%1 (reprint no. %2)</translation>
    </message>
</context>
<context>
    <name>DeskSignIn</name>
    <message>
        <source>帮办工作台</source>
        <translation>Staff desk</translation>
    </message>
    <message>
        <source>工作卡读到了，请输入密码</source>
        <translation>Card read. Enter your PIN</translation>
    </message>
    <message>
        <source>请放工作卡，或输入工号和密码</source>
        <translation>Place your staff card, or enter number and password</translation>
    </message>
    <message>
        <source>工号</source>
        <translation>Staff number</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>输错次数多了，%1 秒后再试。</source>
        <translation>Too many wrong tries. Wait %1 seconds.</translation>
    </message>
    <message>
        <source>没有登录成功：工号、卡或密码不对，或者账号已停用。</source>
        <translation>Not signed in: number, card or password is wrong, or the account is off.</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>不用这张卡</source>
        <translation>Do not use this card</translation>
    </message>
    <message>
        <source>断网也能登录。登录和看过谁的电话都有记录。</source>
        <translation>Works offline. Sign-ins and phone numbers seen are recorded.</translation>
    </message>
</context>
<context>
    <name>DeskTexts</name>
    <message>
        <source>今日办件</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>当日统计</source>
        <translation>Figures</translation>
    </message>
    <message>
        <source>新开帮办</source>
        <translation>Assist</translation>
    </message>
    <message>
        <source>帮办草稿</source>
        <translation>Drafts</translation>
    </message>
    <message>
        <source>第二人复核</source>
        <translation>Second look</translation>
    </message>
    <message>
        <source>要回电</source>
        <translation>To call</translation>
    </message>
    <message>
        <source>待上传</source>
        <translation>To send</translation>
    </message>
    <message>
        <source>补正</source>
        <translation>Corrections</translation>
    </message>
    <message>
        <source>打印记录</source>
        <translation>Prints</translation>
    </message>
    <message>
        <source>账目核对</source>
        <translation>Differences</translation>
    </message>
    <message>
        <source>日结</source>
        <translation>Closing</translation>
    </message>
    <message>
        <source>今天还没有办件</source>
        <translation>No cases yet today</translation>
    </message>
    <message>
        <source>没有可以帮办的事项</source>
        <translation>Nothing to help with</translation>
    </message>
    <message>
        <source>没有没交回的帮办</source>
        <translation>Nothing waits to be given back</translation>
    </message>
    <message>
        <source>没有等着复核的</source>
        <translation>Nothing waits for a second look</translation>
    </message>
    <message>
        <source>没有要回电的人</source>
        <translation>Nobody to call</translation>
    </message>
    <message>
        <source>都已上传，没有等着的</source>
        <translation>All sent, nothing waits</translation>
    </message>
    <message>
        <source>本机没有补正</source>
        <translation>No corrections here</translation>
    </message>
    <message>
        <source>本机没有打印记录</source>
        <translation>No prints here</translation>
    </message>
    <message>
        <source>没有要核对的账目</source>
        <translation>Nothing to check</translation>
    </message>
    <message>
        <source>还没有可以日结的日子</source>
        <translation>No days to close yet</translation>
    </message>
    <message>
        <source>正在上传</source>
        <translation>Sending</translation>
    </message>
    <message>
        <source>等待重试</source>
        <translation>Will retry</translation>
    </message>
    <message>
        <source>平台已收到</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>可以帮办</source>
        <translation>Can be begun</translation>
    </message>
    <message>
        <source>等第二人看</source>
        <translation>Second look</translation>
    </message>
    <message>
        <source>您经手，换人看</source>
        <translation>Yours: not by you</translation>
    </message>
    <message>
        <source>没填完</source>
        <translation>Not finished</translation>
    </message>
    <message>
        <source>退回来改</source>
        <translation>Sent back</translation>
    </message>
    <message>
        <source>看过了，可以交</source>
        <translation>Seen, may go</translation>
    </message>
    <message>
        <source>要处理</source>
        <translation>Needs you</translation>
    </message>
    <message>
        <source>已撤回</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>已了结</source>
        <translation>Settled</translation>
    </message>
    <message>
        <source>未日结</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>已日结</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>正在打印</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>打出来了</source>
        <translation>Printed</translation>
    </message>
    <message>
        <source>没打出来</source>
        <translation>Not printed</translation>
    </message>
    <message>
        <source>不确定</source>
        <translation>Unsure</translation>
    </message>
    <message>
        <source>不一致</source>
        <translation>Differs</translation>
    </message>
    <message>
        <source>办件</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>评价</source>
        <translation>Rating</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>缴费</source>
        <translation>Payment</translation>
    </message>
    <message>
        <source>反映</source>
        <translation>Complaint</translation>
    </message>
    <message>
        <source>凭条</source>
        <translation>Slip</translation>
    </message>
    <message>
        <source>日账</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>帮办员</source>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>复核员</source>
        <translation>Reviewer</translation>
    </message>
    <message>
        <source>站长</source>
        <translation>Head of station</translation>
    </message>
    <message>
        <source>维护员</source>
        <translation>Technician</translation>
    </message>
    <message>
        <source>厂商人员</source>
        <translation>Vendor</translation>
    </message>
    <message>
        <source>再传一次</source>
        <translation>Send again</translation>
    </message>
    <message>
        <source>看电话号码</source>
        <translation>Show phone number</translation>
    </message>
    <message>
        <source>了结</source>
        <translation>Settle</translation>
    </message>
    <message>
        <source>已核对</source>
        <translation>Checked</translation>
    </message>
    <message>
        <source>确认</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>不能确认</source>
        <translation>Not confirmed</translation>
    </message>
    <message>
        <source>打开看</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>接着填</source>
        <translation>Go on with it</translation>
    </message>
    <message>
        <source>删掉</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>存成 PDF</source>
        <translation>Save PDF</translation>
    </message>
    <message>
        <source>补打</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>和平台对账</source>
        <translation>Compare with platform</translation>
    </message>
    <message>
        <source>已排队再传</source>
        <translation>Queued again</translation>
    </message>
    <message>
        <source>号码显示一分钟，已记录</source>
        <translation>Shown for one minute; recorded</translation>
    </message>
    <message>
        <source>已了结，已记录</source>
        <translation>Settled; recorded</translation>
    </message>
    <message>
        <source>已核对，已记录</source>
        <translation>Checked; recorded</translation>
    </message>
    <message>
        <source>对完了</source>
        <translation>Compared</translation>
    </message>
    <message>
        <source>已确认，已记录</source>
        <translation>Confirmed and recorded</translation>
    </message>
    <message>
        <source>已退回，已记录</source>
        <translation>Refused and recorded</translation>
    </message>
    <message>
        <source>已删掉</source>
        <translation>Deleted</translation>
    </message>
    <message>
        <source>补打出来了，已记录</source>
        <translation>Reprinted and recorded</translation>
    </message>
</context>
<context>
    <name>DeskTraining</name>
    <message>
        <source>演练：这里的办件、号码、打印都不是真的，什么也不会送到平台</source>
        <translation>TRAINING: cases, codes and prints here are not real; nothing reaches the platform</translation>
    </message>
    <message>
        <source>演练：工号 s-02 帮办、s-03 复核、s-05 站长，密码都是 yanlian-2580。不要用真的密码</source>
        <translation>TRAINING: s-02 clerk, s-03 reviewer, s-05 head; password yanlian-2580. Never a real one</translation>
    </message>
</context>
<context>
    <name>DeskTroubles</name>
    <message>
        <source>现在连不上平台，网通了再试。已经填好、存下的都在。</source>
        <translation>The platform cannot be reached. Try again when the line is there; what was filled in and kept is still there.</translation>
    </message>
    <message>
        <source>没有做成：%1</source>
        <translation>Not done: %1</translation>
    </message>
</context>
<context>
    <name>DeskWindow</name>
    <message>
        <source>帮办工作台</source>
        <translation>Staff desk</translation>
    </message>
    <message>
        <source>演练，不是真的</source>
        <translation>Training, not real</translation>
    </message>
</context>
<context>
    <name>DeviceGuidance</name>
    <message>
        <source>没读出来</source>
        <translation>Not read</translation>
    </message>
    <message>
        <source>正在读，先别拿开</source>
        <translation>Reading. Please do not take it away</translation>
    </message>
    <message>
        <source>请拿走证件</source>
        <translation>Please take your card</translation>
    </message>
    <message>
        <source>证件放在这里</source>
        <translation>Card goes here</translation>
    </message>
</context>
<context>
    <name>DigitsField</name>
    <message>
        <source>已填 %1 位</source>
        <translation>%1 digits entered</translation>
    </message>
    <message>
        <source>用下面的数字键填</source>
        <translation>Use the number keys below</translation>
    </message>
    <message>
        <source>点这里填</source>
        <translation>Touch here to fill in</translation>
    </message>
    <message>
        <source>用旁边的数字键填</source>
        <translation>Use the number keys beside this</translation>
    </message>
</context>
<context>
    <name>DisplaySheet</name>
    <message>
        <source>显示和语言</source>
        <translation>Display and language</translation>
    </message>
    <message>
        <source>好了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>长辈版</source>
        <translation>Easy view</translation>
    </message>
    <message>
        <source>低位操作</source>
        <translation>Low reach</translation>
    </message>
    <message>
        <source>高对比</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>标准字</source>
        <translation>Normal text</translation>
    </message>
    <message>
        <source>大字</source>
        <translation>Large text</translation>
    </message>
    <message>
        <source>特大字</source>
        <translation>Largest text</translation>
    </message>
</context>
<context>
    <name>DockPanel</name>
    <message>
        <source>设备台（仅供开发）</source>
        <translation>Dock (development only)</translation>
    </message>
    <message>
        <source>设备台</source>
        <translation>Dock</translation>
    </message>
    <message>
        <source>仅供开发，人物均为虚构</source>
        <translation>Development only, all people invented</translation>
    </message>
    <message>
        <source>证件</source>
        <translation>Cards</translation>
    </message>
    <message>
        <source>读卡器已拔掉</source>
        <translation>Reader unplugged</translation>
    </message>
    <message>
        <source>证件在读卡器上</source>
        <translation>A card lies on the reader</translation>
    </message>
    <message>
        <source>读卡器上没有证件</source>
        <translation>No card on the reader</translation>
    </message>
    <message>
        <source>取走</source>
        <translation>Lift</translation>
    </message>
    <message>
        <source>线上杂音</source>
        <translation>Noise</translation>
    </message>
    <message>
        <source>读错一次</source>
        <translation>Misread</translation>
    </message>
    <message>
        <source>不应答</source>
        <translation>Stall</translation>
    </message>
    <message>
        <source>拔掉</source>
        <translation>Unplug</translation>
    </message>
    <message>
        <source>人脸摄像头</source>
        <translation>Face camera</translation>
    </message>
    <message>
        <source>画面正常</source>
        <translation>Picture as it should be</translation>
    </message>
    <message>
        <source>画面不正常</source>
        <translation>Picture disturbed</translation>
    </message>
    <message>
        <source>没有人</source>
        <translation>Nobody</translation>
    </message>
    <message>
        <source>p01 的脸</source>
        <translation>Face of p01</translation>
    </message>
    <message>
        <source>p02 的脸</source>
        <translation>Face of p02</translation>
    </message>
    <message>
        <source>两个人</source>
        <translation>Two</translation>
    </message>
    <message>
        <source>眨眼</source>
        <translation>Blink</translation>
    </message>
    <message>
        <source>向左转</source>
        <translation>Turn left</translation>
    </message>
    <message>
        <source>向右转</source>
        <translation>Turn right</translation>
    </message>
    <message>
        <source>靠近</source>
        <translation>Closer</translation>
    </message>
    <message>
        <source>太暗</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>全黑</source>
        <translation>Black</translation>
    </message>
    <message>
        <source>定格</source>
        <translation>Frozen</translation>
    </message>
    <message>
        <source>没有画面</source>
        <translation>No picture</translation>
    </message>
    <message>
        <source>高拍仪</source>
        <translation>Document camera</translation>
    </message>
    <message>
        <source>已拔掉</source>
        <translation>Unplugged</translation>
    </message>
    <message>
        <source>台面是空的</source>
        <translation>Nothing lies there</translation>
    </message>
    <message>
        <source>台面上有纸</source>
        <translation>A sheet lies there</translation>
    </message>
    <message>
        <source>证书</source>
        <translation>Certificate</translation>
    </message>
    <message>
        <source>表格</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>卡片</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>白纸</source>
        <translation>Blank</translation>
    </message>
    <message>
        <source>空</source>
        <translation>Empty</translation>
    </message>
    <message>
        <source>放歪</source>
        <translation>Crooked</translation>
    </message>
    <message>
        <source>挡住一角</source>
        <translation>Covered</translation>
    </message>
    <message>
        <source>反光</source>
        <translation>Glare</translation>
    </message>
    <message>
        <source>放好</source>
        <translation>Straight</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>Printers</translation>
    </message>
    <message>
        <source>再按一次恢复</source>
        <translation>Press again to mend</translation>
    </message>
    <message>
        <source>回执</source>
        <translation>Slip</translation>
    </message>
    <message>
        <source>纸将尽</source>
        <translation>Low</translation>
    </message>
    <message>
        <source>缺纸</source>
        <translation>No paper</translation>
    </message>
    <message>
        <source>卡纸</source>
        <translation>Jam</translation>
    </message>
    <message>
        <source>开盖</source>
        <translation>Cover</translation>
    </message>
    <message>
        <source>脱机</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>文书</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>没有墨粉</source>
        <translation>Toner</translation>
    </message>
    <message>
        <source>扫码器</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>按一下就扫到</source>
        <translation>Press to hold it up</translation>
    </message>
    <message>
        <source>真证</source>
        <translation>Genuine</translation>
    </message>
    <message>
        <source>已注销的证</source>
        <translation>Revoked</translation>
    </message>
    <message>
        <source>假码</source>
        <translation>Made up</translation>
    </message>
    <message>
        <source>乱码</source>
        <translation>Garbage</translation>
    </message>
    <message>
        <source>太长</source>
        <translation>Too long</translation>
    </message>
    <message>
        <source>U 盘</source>
        <translation>USB stick</translation>
    </message>
    <message>
        <source>没有插</source>
        <translation>Not plugged in</translation>
    </message>
    <message>
        <source>插着</source>
        <translation>Plugged in</translation>
    </message>
    <message>
        <source>有材料</source>
        <translation>With papers</translation>
    </message>
    <message>
        <source>空的</source>
        <translation>Empty</translation>
    </message>
    <message>
        <source>使坏的</source>
        <translation>Hostile</translation>
    </message>
    <message>
        <source>文件太多</source>
        <translation>Too many files</translation>
    </message>
    <message>
        <source>网络和平台</source>
        <translation>Network and platform</translation>
    </message>
    <message>
        <source>还没有验证码</source>
        <translation>No SMS code yet</translation>
    </message>
    <message>
        <source>验证码 %1</source>
        <translation>SMS code %1</translation>
    </message>
    <message>
        <source>正常</source>
        <translation>Fine</translation>
    </message>
    <message>
        <source>慢 3 秒</source>
        <translation>3 s late</translation>
    </message>
    <message>
        <source>平台报错</source>
        <translation>Errors</translation>
    </message>
    <message>
        <source>断网</source>
        <translation>Cut</translation>
    </message>
    <message>
        <source>也可以用命令：kiosk dock --help</source>
        <translation>Also a command: kiosk dock --help</translation>
    </message>
    <message>
        <source>%1：已照办</source>
        <translation>%1: done</translation>
    </message>
    <message>
        <source>%1：%2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>DockPerson</name>
    <message>
        <source>港澳台</source>
        <translation>HK, Macao, Taiwan</translation>
    </message>
    <message>
        <source>外国人 2017</source>
        <translation>Foreigner 2017</translation>
    </message>
    <message>
        <source>外国人 2023</source>
        <translation>Foreigner 2023</translation>
    </message>
    <message>
        <source>已过期</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>有照片</source>
        <translation>With photo</translation>
    </message>
</context>
<context>
    <name>DockSection</name>
    <message>
        <source>没有运行</source>
        <translation>Not running</translation>
    </message>
</context>
<context>
    <name>DraftKeptScreen</name>
    <message>
        <source>存好了，下次接着办</source>
        <translation>Saved: go on next time</translation>
    </message>
    <message>
        <source>没有存成</source>
        <translation>Not saved</translation>
    </message>
    <message>
        <source>正在存，请稍等</source>
        <translation>Saving, please wait</translation>
    </message>
    <message>
        <source>请把这个码告诉工作人员</source>
        <translation>Tell the staff this code</translation>
    </message>
    <message>
        <source>正在存到平台</source>
        <translation>Saving to the platform</translation>
    </message>
    <message>
        <source>还没有提交，不算已经申请</source>
        <translation>Not submitted: this is no application yet</translation>
    </message>
    <message>
        <source>保留到 %1，过期自动删掉。</source>
        <translation>Kept until %1, then deleted.</translation>
    </message>
    <message>
        <source>这个码用一次，%1 以前有效。请抄下来再离开。</source>
        <translation>Good once, until %1. Please write it down before you leave.</translation>
    </message>
    <message>
        <source>填好的已经存在平台</source>
        <translation>What you filled in is kept</translation>
    </message>
    <message>
        <source>证件和照片不在里面</source>
        <translation>Your card and photo are not in it</translation>
    </message>
    <message>
        <source>到服务台报这个码</source>
        <translation>Say this code at the desk</translation>
    </message>
    <message>
        <source>工作人员看得到填的内容，帮您填完</source>
        <translation>Staff see the answers and fill in the rest</translation>
    </message>
    <message>
        <source>回到终端，点首页“我的办件”</source>
        <translation>Back here, touch My cases</translation>
    </message>
    <message>
        <source>刷证件，自己核对、提交，不用再填</source>
        <translation>Show your card, check, submit; nothing to type again</translation>
    </message>
    <message>
        <source>请工作人员帮我填</source>
        <translation>Ask staff to fill it in</translation>
    </message>
    <message>
        <source>已经存在平台</source>
        <translation>Saved with the platform</translation>
    </message>
    <message>
        <source>只有您自己取得出来</source>
        <translation>Only you can get it back</translation>
    </message>
    <message>
        <source>下次来，点首页“我的办件”</source>
        <translation>Next time, touch “My cases” on the first page</translation>
    </message>
    <message>
        <source>这台终端、别的终端都行</source>
        <translation>At this terminal or any other</translation>
    </message>
    <message>
        <source>刷同一张证件，确认是本人</source>
        <translation>Use the same card and confirm that it is you</translation>
    </message>
    <message>
        <source>填好的都在，接着往下填</source>
        <translation>Everything is there: just go on</translation>
    </message>
    <message>
        <source>这份已经在别的终端接着办了</source>
        <translation>You have gone on with this at another terminal</translation>
    </message>
    <message>
        <source>填好的还在这一次里。可以返回填完直接提交，连不上也会先存在这台终端；或者再存一次。</source>
        <translation>Your answers are still here. Go back, finish and submit: without a line it is stored in this terminal. Or save again.</translation>
    </message>
    <message>
        <source>再存一次</source>
        <translation>Save again</translation>
    </message>
    <message>
        <source>请人帮忙</source>
        <translation>Get help</translation>
    </message>
    <message>
        <source>返回，接着填</source>
        <translation>Back to the form</translation>
    </message>
    <message>
        <source>完成，退出并清除信息</source>
        <translation>Finish and clear</translation>
    </message>
</context>
<context>
    <name>DraftScreen</name>
    <message>
        <source>这一项服务现在不提供了，不能接着办。</source>
        <translation>This service is no longer offered.</translation>
    </message>
    <message>
        <source>证件过期了，能看，不能接着办。</source>
        <translation>Your card has expired: you can look, but not go on.</translation>
    </message>
    <message>
        <source>连不上平台，现在取不到填好的内容。</source>
        <translation>The platform cannot be reached: your answers cannot be fetched now.</translation>
    </message>
    <message>
        <source>这份没填完，还没有提交。</source>
        <translation>Not finished and not submitted.</translation>
    </message>
    <message>
        <source>现在不能接着办</source>
        <translation>You cannot go on now</translation>
    </message>
    <message>
        <source>没有办成</source>
        <translation>Not done</translation>
    </message>
    <message>
        <source>存的时间</source>
        <translation>Saved</translation>
    </message>
    <message>
        <source>保留到</source>
        <translation>Kept until</translation>
    </message>
    <message>
        <source>到期没提交，会自动删掉。在别的终端刷同一张证件，也能接着办。</source>
        <translation>Deleted by itself if not submitted by then. With the same card you can also go on at another terminal.</translation>
    </message>
    <message>
        <source>不要了，删掉</source>
        <translation>Delete it</translation>
    </message>
    <message>
        <source>请稍等…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>接着办</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>要删掉这份吗？</source>
        <translation>Delete this?</translation>
    </message>
    <message>
        <source>删掉以后找不回来，要办得从头填。</source>
        <translation>It cannot be brought back. You would have to start again.</translation>
    </message>
    <message>
        <source>不删</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>删掉</source>
        <translation>Delete</translation>
    </message>
</context>
<context>
    <name>ErrorSummary</name>
    <message>
        <source>有 %1 处要改</source>
        <translation>To correct: %1</translation>
    </message>
</context>
<context>
    <name>FaceConsentScreen</name>
    <message>
        <source>刷脸以前，先问您同不同意</source>
        <translation>Before the face check: do you agree?</translation>
    </message>
    <message>
        <source>不同意也能办，换一种方式，效力一样。</source>
        <translation>You can say no and use another way. It counts the same.</translation>
    </message>
    <message>
        <source>只做一件事：用摄像头看您的脸，和证件芯片里的照片比一比，确认是您本人。</source>
        <translation>It does one thing: the camera compares your face with the photo in the chip of your card, to confirm that it is you.</translation>
    </message>
    <message>
        <source>在这台机器上比。照片只用来比对，比完马上删，不存也不发出去。</source>
        <translation>The comparison happens in this terminal. The picture is used for it only, deleted at once, not stored and not sent.</translation>
    </message>
    <message>
        <source>发给平台的只有比对结果，没有照片。</source>
        <translation>The platform receives the result only, no picture.</translation>
    </message>
    <message>
        <source>只管这一次。下次再用，会再问您。</source>
        <translation>For this time only. Next time you are asked again.</translation>
    </message>
    <message>
        <source>会请您做两个小动作，比如眨眼、转头。</source>
        <translation>You will be asked for two small movements, such as blinking or turning your head.</translation>
    </message>
    <message>
        <source>同意书版本 %1</source>
        <translation>Version of this consent: %1</translation>
    </message>
    <message>
        <source>不同意，换一种方式</source>
        <translation>I do not agree, another way</translation>
    </message>
    <message>
        <source>同意这一次用刷脸</source>
        <translation>I agree, this time only</translation>
    </message>
</context>
<context>
    <name>FaceScreen</name>
    <message>
        <source>比对好了，正在告诉平台</source>
        <translation>Compared. Telling the platform</translation>
    </message>
    <message>
        <source>第 %1 个动作，共 %2 个</source>
        <translation>Movement %1 of %2</translation>
    </message>
    <message>
        <source>镜子里的您</source>
        <translation>You, as in a mirror</translation>
    </message>
    <message>
        <source>正在打开摄像头</source>
        <translation>Starting the camera</translation>
    </message>
    <message>
        <source>%1（第 %2 次，共 %3 次）</source>
        <translation>%1 (try %2 of %3)</translation>
    </message>
    <message>
        <source>照片只用来比对，比完马上删。</source>
        <translation>The picture is only compared and deleted at once.</translation>
    </message>
    <message>
        <source>改用短信</source>
        <translation>Use SMS instead</translation>
    </message>
    <message>
        <source>换一种方式</source>
        <translation>Another way</translation>
    </message>
</context>
<context>
    <name>FaultScreen</name>
    <message>
        <source>这一页打不开</source>
        <translation>This page cannot be shown</translation>
    </message>
    <message>
        <source>不是您的问题。可以回到首页重来，或者打 %1。</source>
        <translation>It is not your fault. You can start again from the first page, or call %1.</translation>
    </message>
    <message>
        <source>回到首页</source>
        <translation>First page</translation>
    </message>
</context>
<context>
    <name>FieldFrame</name>
    <message>
        <source>%1（可以不填）</source>
        <translation>%1 (optional)</translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>已扫描</source>
        <translation>Scanned</translation>
    </message>
    <message>
        <source>还没有扫描</source>
        <translation>Not scanned yet</translation>
    </message>
    <message>
        <source>还没有交，选一个办法：</source>
        <translation>Not handed in yet. Choose a way:</translation>
    </message>
    <message>
        <source>手机传好了</source>
        <translation>Sent by phone</translation>
    </message>
    <message>
        <source>从 U 盘取好了</source>
        <translation>From the USB stick</translation>
    </message>
    <message>
        <source>用以前交过的</source>
        <translation>Handed in before</translation>
    </message>
    <message>
        <source>以后补交，已签名</source>
        <translation>To follow later, signed</translation>
    </message>
    <message>
        <source>已签承诺书，不用交了</source>
        <translation>Promise signed, not needed</translation>
    </message>
    <message>
        <source>重新扫描</source>
        <translation>Scan again</translation>
    </message>
    <message>
        <source>现在扫描</source>
        <translation>Scan now</translation>
    </message>
    <message>
        <source>用手机重新传</source>
        <translation>Send again by phone</translation>
    </message>
    <message>
        <source>用手机传</source>
        <translation>Send by phone</translation>
    </message>
    <message>
        <source>从 U 盘取</source>
        <translation>From a USB stick</translation>
    </message>
    <message>
        <source>没带，以后补</source>
        <translation>Not with me, bring it later</translation>
    </message>
    <message>
        <source>签承诺书代替</source>
        <translation>Sign a promise instead</translation>
    </message>
    <message>
        <source>不等了，现在就交</source>
        <translation>Hand it in now after all</translation>
    </message>
    <message>
        <source>收回承诺</source>
        <translation>Take the promise back</translation>
    </message>
</context>
<context>
    <name>FilesScreen</name>
    <message>
        <source>看得清吗？</source>
        <translation>Can it be read?</translation>
    </message>
    <message>
        <source>从 U 盘里选：%1</source>
        <translation>From the USB stick: %1</translation>
    </message>
    <message>
        <source>以前交过的：%1</source>
        <translation>Handed in before: %1</translation>
    </message>
    <message>
        <source>一共 %1 页，这是第一页。</source>
        <translation>%1 pages. This is the first.</translation>
    </message>
    <message>
        <source>交的就是这一页。</source>
        <translation>This is the page.</translation>
    </message>
    <message>
        <source>只看照片和 PDF，不会改动 U 盘里的东西。</source>
        <translation>Pictures and PDF files only. Nothing on the stick is changed.</translation>
    </message>
    <message>
        <source>点一份，就当作这次的材料。</source>
        <translation>Choose one to use it again.</translation>
    </message>
    <message>
        <source>PDF 文件</source>
        <translation>PDF file</translation>
    </message>
    <message>
        <source>照片</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>请插上 U 盘</source>
        <translation>Please plug in the USB stick</translation>
    </message>
    <message>
        <source>插口旁边有 USB 字样。插好了这里会显示。</source>
        <translation>The socket is marked USB. You will see it here.</translation>
    </message>
    <message>
        <source>插着的可能是别人的 U 盘</source>
        <translation>This may be somebody else&apos;s stick</translation>
    </message>
    <message>
        <source>是您的，就拔下来再插一次。不是，请交给工作人员。</source>
        <translation>If it is yours, pull it out and plug it in again. If not, please hand it to the staff.</translation>
    </message>
    <message>
        <source>正在取这份文件，请稍等</source>
        <translation>Fetching the file, please wait</translation>
    </message>
    <message>
        <source>正在看有哪些文件</source>
        <translation>Looking for files</translation>
    </message>
    <message>
        <source>先不要拔 U 盘。</source>
        <translation>Please leave the stick in.</translation>
    </message>
    <message>
        <source>U 盘里没有照片和 PDF</source>
        <translation>No pictures or PDF files on the stick</translation>
    </message>
    <message>
        <source>没有找到以前交过的</source>
        <translation>Nothing was handed in before</translation>
    </message>
    <message>
        <source>要办的材料存成照片或 PDF，每个不超过 20 兆。</source>
        <translation>Save your papers as pictures or PDF, at most 20 MB each.</translation>
    </message>
    <message>
        <source>可以返回，用扫描或别的办法交。</source>
        <translation>Go back and scan it, or choose another way.</translation>
    </message>
    <message>
        <source>再看一次</source>
        <translation>Look again</translation>
    </message>
    <message>
        <source>请人帮忙</source>
        <translation>Get help</translation>
    </message>
    <message>
        <source>已经填的都还在。可以换一个文件再试，也可以返回用扫描。</source>
        <translation>What you filled in is still here. Try another file, or go back and scan.</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>%1，%2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 交的</source>
        <translation>Handed in on %1</translation>
    </message>
    <message>
        <source>文件太多，只列出最近的 %1 个。</source>
        <translation>Too many files. The latest %1 are listed.</translation>
    </message>
    <message>
        <source>换一个文件</source>
        <translation>Another file</translation>
    </message>
    <message>
        <source>清楚，用这份</source>
        <translation>Use this one</translation>
    </message>
</context>
<context>
    <name>FormField</name>
    <message>
        <source>有打不出来的字</source>
        <translation>A character is missing</translation>
    </message>
    <message>
        <source>点这里选日期</source>
        <translation>Touch here to choose a date</translation>
    </message>
    <message>
        <source>点这里选，共 %1 项</source>
        <translation>Touch here to choose, %1 options</translation>
    </message>
</context>
<context>
    <name>FormNotices</name>
    <message>
        <source>上次有一份没填完</source>
        <translation>You began this before</translation>
    </message>
    <message>
        <source>%1 存的</source>
        <translation>Saved %1</translation>
    </message>
    <message>
        <source>请稍等…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>接着填</source>
        <translation>Go on with it</translation>
    </message>
</context>
<context>
    <name>FormScreen</name>
    <message>
        <source>这一页有 %1 个问题，分 %2 屏。点“下一屏”接着看。</source>
        <translation>%1 questions on this page, in %2 parts. Press “Next” for more.</translation>
    </message>
    <message>
        <source>改好了，回去核对</source>
        <translation>Done, back to checking</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>还没完，看下一屏</source>
        <translation>More questions: next screen</translation>
    </message>
</context>
<context>
    <name>HandoverScreen</name>
    <message>
        <source>码不对，或者已经用过、过期了。请对照着再输一次，或者找给您码的工作人员</source>
        <translation>The code is wrong, used or too old. Please compare and type it again, or ask whoever gave it to you</translation>
    </message>
    <message>
        <source>这个码是别人的事，换了证件就取不出来</source>
        <translation>This code is for somebody else&apos;s matter; it opens with that person&apos;s card only</translation>
    </message>
    <message>
        <source>还差 %1 位</source>
        <translation>%1 more to type</translation>
    </message>
    <message>
        <source>请输入工作人员给您的办理码</source>
        <translation>Type the code that staff gave you</translation>
    </message>
    <message>
        <source>工作人员帮您填好的，在这里接着办，不用再填一遍。</source>
        <translation>What staff filled in for you goes on here; nothing to type again.</translation>
    </message>
    <message>
        <source>接着办</source>
        <translation>Go on</translation>
    </message>
</context>
<context>
    <name>HandoverWord</name>
    <message>
        <source>办理码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>办理码：%1</source>
        <translation>Code: %1</translation>
    </message>
    <message>
        <source>已填 %1 位，共 %2 位</source>
        <translation>%1 of %2 entered</translation>
    </message>
</context>
<context>
    <name>HandwritingPad</name>
    <message>
        <source>现在不能手写，请用拼音</source>
        <translation>Handwriting does not work now; please use pinyin</translation>
    </message>
    <message>
        <source>请按笔顺写一个简体字，这里会给出繁体</source>
        <translation>Write one simplified character, in stroke order; traditional forms are offered</translation>
    </message>
    <message>
        <source>请按笔顺在这里写一个字</source>
        <translation>Write one Chinese character here, in stroke order</translation>
    </message>
    <message>
        <source>手写区，一次写一个字</source>
        <translation>Handwriting area, one character at a time</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>重写</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Erase</translation>
    </message>
    <message>
        <source>拼音</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>好了</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>星期一</source>
        <translation>Monday</translation>
    </message>
    <message>
        <source>星期二</source>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>星期三</source>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>星期四</source>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>星期五</source>
        <translation>Friday</translation>
    </message>
    <message>
        <source>星期六</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>星期日</source>
        <translation>Sunday</translation>
    </message>
    <message>
        <source>24 小时自助终端 %1</source>
        <translation>24-hour terminal %1</translation>
    </message>
    <message>
        <source>长辈版</source>
        <translation>Easy view</translation>
    </message>
    <message>
        <source>自助终端 %1</source>
        <translation>Self-service terminal %1</translation>
    </message>
    <message>
        <source>测试环境</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>网络正常</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>网络中断</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>平台连不上</source>
        <translation>No platform</translation>
    </message>
    <message>
        <source>设备正常</source>
        <translation>Devices OK</translation>
    </message>
    <message>
        <source>有设备停用</source>
        <translation>Device out of order</translation>
    </message>
</context>
<context>
    <name>HelpScreen</name>
    <message>
        <source>找人帮忙</source>
        <translation>Get help</translation>
    </message>
    <message>
        <source>您办的事还在，按“返回”接着办。</source>
        <translation>What you were doing is still there. Touch &quot;Back&quot; to go on.</translation>
    </message>
    <message>
        <source>打电话或到窗口，都有人帮您。</source>
        <translation>A person helps you by phone or at a counter.</translation>
    </message>
    <message>
        <source>政务服务热线，用您自己的电话打</source>
        <translation>Government service hotline, from your own phone</translation>
    </message>
    <message>
        <source>告诉对方终端编号：%1</source>
        <translation>Tell them the terminal number: %1</translation>
    </message>
    <message>
        <source>也可以这样</source>
        <translation>Other ways</translation>
    </message>
    <message>
        <source>请旁边的工作人员过来</source>
        <translation>Ask somebody of the staff to come over</translation>
    </message>
    <message>
        <source>上班时间大厅里有人。重要的步骤还是由您自己确认。</source>
        <translation>In office hours there is staff in the hall. The important steps stay yours to confirm.</translation>
    </message>
    <message>
        <source>带证件到窗口办</source>
        <translation>Take your card to a counter</translation>
    </message>
    <message>
        <source>窗口能办的比机器多，每个事项的指南里写着地址。</source>
        <translation>A counter can do more than this terminal. The guide of each service gives the address.</translation>
    </message>
    <message>
        <source>别把验证码告诉别人</source>
        <translation>Keep codes to yourself</translation>
    </message>
    <message>
        <source>工作人员不会向您要验证码和密码。</source>
        <translation>Staff will never ask for your codes or passwords.</translation>
    </message>
    <message>
        <source>改显示或语言</source>
        <translation>Change display or language</translation>
    </message>
    <message>
        <source>字大小、高对比、低位、语言</source>
        <translation>Text size, contrast, reach, language</translation>
    </message>
</context>
<context>
    <name>HomeScreen</name>
    <message>
        <source>您好，今天办什么事？</source>
        <translation>What do you need today?</translation>
    </message>
    <message>
        <source>先选事项看清楚，需要时再刷证件。24 小时都能办。</source>
        <translation>Look first; show your card only when needed. Open 24 hours.</translation>
    </message>
    <message>
        <source>先选事项看清楚，需要时再刷证件。</source>
        <translation>Look first; show your card only when needed.</translation>
    </message>
    <message>
        <source>先选事项看清楚，需要时再刷证件。%1 关门。</source>
        <translation>Look first; show your card only when needed. Open until %1.</translation>
    </message>
    <message>
        <source>按类别找</source>
        <translation>Browse by topic</translation>
    </message>
    <message>
        <source>全部服务</source>
        <translation>All services</translation>
    </message>
    <message>
        <source>一页一页看</source>
        <translation>Page by page</translation>
    </message>
    <message>
        <source>我的办件</source>
        <translation>My cases</translation>
    </message>
    <message>
        <source>电子证照</source>
        <translation>E-licences</translation>
    </message>
    <message>
        <source>连不上平台，取不到证照</source>
        <translation>No platform: cannot fetch licences</translation>
    </message>
    <message>
        <source>预约取号</source>
        <translation>Appointment</translation>
    </message>
    <message>
        <source>选好时间去</source>
        <translation>Choose a time</translation>
    </message>
    <message>
        <source>哪里不对</source>
        <translation>What is not right</translation>
    </message>
    <message>
        <source>哪里能办</source>
        <translation>Where to go</translation>
    </message>
    <message>
        <source>政策、验码</source>
        <translation>Papers, codes</translation>
    </message>
    <message>
        <source>连不上平台，现在不能约</source>
        <translation>The platform cannot be reached</translation>
    </message>
    <message>
        <source>进度、接着办</source>
        <translation>Progress, go on</translation>
    </message>
    <message>
        <source>一件事</source>
        <translation>Life events</translation>
    </message>
    <message>
        <source>几项一次办</source>
        <translation>Several at once</translation>
    </message>
    <message>
        <source>给人扫一扫</source>
        <translation>Show a code</translation>
    </message>
    <message>
        <source>缴费</source>
        <translation>Pay a bill</translation>
    </message>
    <message>
        <source>水电气、社保</source>
        <translation>Water, power, gas</translation>
    </message>
    <message>
        <source>连不上平台，现在不能付</source>
        <translation>The platform cannot be reached</translation>
    </message>
    <message>
        <source>投诉建议</source>
        <translation>Complaints</translation>
    </message>
    <message>
        <source>读卡区停用，请换一台终端</source>
        <translation>The card reader is out of use; another terminal can show them</translation>
    </message>
</context>
<context>
    <name>IdentityChoiceScreen</name>
    <message>
        <source>请选一种方式确认是本人</source>
        <translation>Choose how to confirm it is you</translation>
    </message>
    <message>
        <source>两种效力一样，随您选。不刷脸也能办。</source>
        <translation>Both count the same. You do not need the face check.</translation>
    </message>
    <message>
        <source>连不上平台，现在用这一种。不刷脸也能办。</source>
        <translation>The platform cannot be reached: this is the way for now. No face check needed.</translation>
    </message>
    <message>
        <source>证件已读出：%1</source>
        <translation>Card read: %1</translation>
    </message>
    <message>
        <source>再问一次</source>
        <translation>Ask again</translation>
    </message>
    <message>
        <source>都不方便？</source>
        <translation>Neither suits you?</translation>
    </message>
    <message>
        <source>请人帮忙</source>
        <translation>Ask a person for help</translation>
    </message>
    <message>
        <source>也可以打 %1</source>
        <translation>You can also call %1</translation>
    </message>
</context>
<context>
    <name>IdleDialog</name>
    <message>
        <source>您还在吗？</source>
        <translation>Are you still there?</translation>
    </message>
    <message>
        <source>%1 秒后会退出，并清除屏幕上的信息</source>
        <translation>In %1 seconds this will close and be cleared</translation>
    </message>
    <message>
        <source>%1 秒后会退出，并清除屏幕上的信息。填好的先替您存着，刷同一张证件接着办</source>
        <translation>Leaves in %1 s and clears the screen. Your answers are saved: go on later with the same card</translation>
    </message>
    <message>
        <source>继续办理</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>退出并清除</source>
        <translation>Leave and clear</translation>
    </message>
</context>
<context>
    <name>ItemList</name>
    <message>
        <source>在银行网点的终端上办</source>
        <translation>At terminals in bank branches</translation>
    </message>
    <message>
        <source>在别处办，点开看在哪里</source>
        <translation>Elsewhere; open it to see where</translation>
    </message>
    <message>
        <source>要等连上平台：晚点再来，或者到窗口办</source>
        <translation>Waits for the platform: come back later, or go to a counter</translation>
    </message>
    <message>
        <source>读卡区坏了：换一台终端，或者到窗口办</source>
        <translation>Card reader out of order: try another terminal, or a counter</translation>
    </message>
    <message>
        <source>现在拍不了材料：换一台终端，或者到窗口办</source>
        <translation>Documents cannot be photographed now: try another terminal, or a counter</translation>
    </message>
    <message>
        <source>现在办不了：换一台终端，或者到窗口办</source>
        <translation>Not possible here now: try another terminal, or a counter</translation>
    </message>
    <message>
        <source>替企业办的：%1</source>
        <translation>For organisations: %1</translation>
    </message>
</context>
<context>
    <name>ItemScreen</name>
    <message>
        <source>谁能办</source>
        <translation>Who can apply</translation>
    </message>
    <message>
        <source>要带什么</source>
        <translation>What to bring</translation>
    </message>
    <message>
        <source>多久办好</source>
        <translation>How long it takes</translation>
    </message>
    <message>
        <source>收不收钱</source>
        <translation>What it costs</translation>
    </message>
    <message>
        <source>这一项是给企业、单位办的。点“替企业办”，法定代表人或者经办人刷自己的证。</source>
        <translation>This is for companies and other organisations. Touch “For a company”; the legal representative or an authorised agent shows their own card.</translation>
    </message>
    <message>
        <source>这一项是给企业、单位办的，现在办不了：要连上平台、能读卡。</source>
        <translation>This is for companies and other organisations. It cannot be done now: it needs the platform and the card reader.</translation>
    </message>
    <message>
        <source>您的情况：%1</source>
        <translation>Your situation: %1</translation>
    </message>
    <message>
        <source>换一种</source>
        <translation>Another one</translation>
    </message>
    <message>
        <source>这 %1 项一次填表、一次交材料</source>
        <translation>%1 services: one form, one set of papers</translation>
    </message>
    <message>
        <source>材料，看您的情况</source>
        <translation>Papers, as your situation needs</translation>
    </message>
    <message>
        <source>替孩子、家人或别人办</source>
        <translation>For a child, family or somebody else</translation>
    </message>
    <message>
        <source>两个人的证件都要带</source>
        <translation>Both ID cards are needed</translation>
    </message>
    <message>
        <source>替企业办</source>
        <translation>For a company</translation>
    </message>
    <message>
        <source>法定代表人或经办人</source>
        <translation>Representative or agent</translation>
    </message>
    <message>
        <source>现在就打这份证明</source>
        <translation>Print this certificate now</translation>
    </message>
    <message>
        <source>约个时间去大厅办</source>
        <translation>Take an appointment at a hall</translation>
    </message>
    <message>
        <source>不用排队</source>
        <translation>no queue</translation>
    </message>
    <message>
        <source>这份指南是 %1 的，连上平台再核对。</source>
        <translation>This guide is dated %1. Check again when the platform is reached.</translation>
    </message>
    <message>
        <source>办事指南二维码</source>
        <translation>QR code of the guide</translation>
    </message>
    <message>
        <source>用手机扫，把这份指南带走</source>
        <translation>Scan with your phone to take this guide along</translation>
    </message>
    <message>
        <source>选一选我的情况</source>
        <translation>Choose my situation</translation>
    </message>
    <message>
        <source>材料</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>也可以到：%1</source>
        <translation>Also at: %1</translation>
    </message>
    <message>
        <source>码里就是指南的文字，没有网也能看。</source>
        <translation>The code holds the text itself; no network needed.</translation>
    </message>
    <message>
        <source>开始办理</source>
        <translation>Start</translation>
    </message>
</context>
<context>
    <name>JoinRow</name>
    <message>
        <source>一定要办</source>
        <translation>Always</translation>
    </message>
    <message>
        <source>要办</source>
        <translation>Wanted</translation>
    </message>
    <message>
        <source>不办</source>
        <translation>Not now</translation>
    </message>
</context>
<context>
    <name>KeepLine</name>
    <message>
        <source>先存着，下次接着办</source>
        <translation>Save and go on another time</translation>
    </message>
    <message>
        <source>连不上平台，现在不能先存着</source>
        <translation>No connection: cannot be saved now</translation>
    </message>
    <message>
        <source>先存着</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>现在不能先存着</source>
        <translation>Cannot be saved now</translation>
    </message>
    <message>
        <source>请工作人员帮我</source>
        <translation>Ask staff to help</translation>
    </message>
    <message>
        <source>请人帮我填</source>
        <translation>Ask the desk</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>手写</source>
        <translation>Write</translation>
    </message>
</context>
<context>
    <name>LeaveDialog</name>
    <message>
        <source>要退出吗？</source>
        <translation>Leave now?</translation>
    </message>
    <message>
        <source>退出后，屏幕上的信息会全部清除。没有提交的内容不会保留。</source>
        <translation>Everything on the screen will be cleared. What you have not submitted is not kept.</translation>
    </message>
    <message>
        <source>继续办理</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>退出并清除</source>
        <translation>Leave and clear</translation>
    </message>
    <message>
        <source>先存着，下次接着办</source>
        <translation>Save and go on another time</translation>
    </message>
</context>
<context>
    <name>LicenceQrScreen</name>
    <message>
        <source>电子证照</source>
        <translation>E-licences</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>当面出示给工作人员扫，不要拍照发给别人</source>
        <translation>Show it to staff in person. Do not photograph or forward it</translation>
    </message>
    <message>
        <source>还在用</source>
        <translation>Still using it</translation>
    </message>
    <message>
        <source>再出示一次</source>
        <translation>Show again</translation>
    </message>
    <message>
        <source>现在就换</source>
        <translation>Renew now</translation>
    </message>
    <message>
        <source>收起证照</source>
        <translation>Put away</translation>
    </message>
</context>
<context>
    <name>LicenceRow</name>
    <message>
        <source>%1 · 有效期到 %2</source>
        <translation>%1 · valid to %2</translation>
    </message>
</context>
<context>
    <name>LicenceSheet</name>
    <message>
        <source>%1 秒后自动换新码</source>
        <translation>New code in %1 s</translation>
    </message>
    <message>
        <source>没取到，请稍后再试</source>
        <translation>Not fetched. Please try again later</translation>
    </message>
    <message>
        <source>还在用吗？</source>
        <translation>Still using it?</translation>
    </message>
    <message>
        <source>已于 %1 被%2核验</source>
        <translation>Checked at %1 by %2</translation>
    </message>
    <message>
        <source>正在取新码</source>
        <translation>Fetching a new code</translation>
    </message>
    <message>
        <source>旧码马上失效，不用您动手</source>
        <translation>The old one ends by itself; nothing for you to do</translation>
    </message>
    <message>
        <source>会自己再取，也可以点“现在就换”。</source>
        <translation>It tries again by itself, or touch &quot;Renew now&quot;.</translation>
    </message>
    <message>
        <source>现在没有网。网通了会自己再取。</source>
        <translation>Offline now. It tries again when the network is back.</translation>
    </message>
    <message>
        <source>还在用就点“还在用”，不点就自动收起。</source>
        <translation>Touch &quot;Still using it&quot;, or it is put away by itself.</translation>
    </message>
    <message>
        <source>这个码用过就失效了。</source>
        <translation>A code that was used is no longer valid.</translation>
    </message>
    <message>
        <source>旧码已失效，请稍等</source>
        <translation>The old code has ended. Please wait</translation>
    </message>
    <message>
        <source>%1二维码</source>
        <translation>Code of %1</translation>
    </message>
</context>
<context>
    <name>LicenceTag</name>
    <message>
        <source>有效</source>
        <translation>Valid</translation>
    </message>
    <message>
        <source>快到期</source>
        <translation>Expires soon</translation>
    </message>
    <message>
        <source>已过期</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>已注销</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>状态不明</source>
        <translation>State unknown</translation>
    </message>
</context>
<context>
    <name>MaintenancePage</name>
    <message>
        <source>维护中，已对群众停用</source>
        <translation>Maintenance: closed to the public</translation>
    </message>
    <message>
        <source>自助终端 %1 · %2</source>
        <translation>Terminal %1 · %2</translation>
    </message>
    <message>
        <source>退出维护</source>
        <translation>Leave</translation>
    </message>
</context>
<context>
    <name>MaterialLine</name>
    <message>
        <source>电子证照，免交</source>
        <translation>E-licence, nothing to do</translation>
    </message>
    <message>
        <source>部门共享，免交</source>
        <translation>Shared data, nothing to do</translation>
    </message>
    <message>
        <source>已扫描</source>
        <translation>Scanned</translation>
    </message>
    <message>
        <source>手机传好了</source>
        <translation>Sent by phone</translation>
    </message>
    <message>
        <source>从 U 盘取好了</source>
        <translation>From the USB stick</translation>
    </message>
    <message>
        <source>用以前交过的</source>
        <translation>Handed in before</translation>
    </message>
    <message>
        <source>以后补交</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>已签承诺书</source>
        <translation>Promised</translation>
    </message>
    <message>
        <source>选交</source>
        <translation>Optional</translation>
    </message>
    <message>
        <source>现场扫描</source>
        <translation>Scan here</translation>
    </message>
    <message>
        <source>看样表</source>
        <translation>See a sample</translation>
    </message>
</context>
<context>
    <name>MatterScreen</name>
    <message>
        <source>证件过期了，这里不能补。请到窗口补。</source>
        <translation>Your card has expired. Please add it at a counter.</translation>
    </message>
    <message>
        <source>这台终端现在存不下东西，请换一台补。</source>
        <translation>This terminal cannot store anything now. Please use another.</translation>
    </message>
    <message>
        <source>这一项要到窗口补。</source>
        <translation>This has to be added at a counter.</translation>
    </message>
    <message>
        <source>没有撤回</source>
        <translation>Not withdrawn</translation>
    </message>
    <message>
        <source>要补的</source>
        <translation>What to add</translation>
    </message>
    <message>
        <source>要补的，%1前</source>
        <translation>What to add by %1</translation>
    </message>
    <message>
        <source>暂存号</source>
        <translation>Storage no.</translation>
    </message>
    <message>
        <source>办件编号</source>
        <translation>Case no.</translation>
    </message>
    <message>
        <source>办理部门</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>最后更新</source>
        <translation>Updated</translation>
    </message>
    <message>
        <source>这台终端的记录，不是平台的</source>
        <translation>As this terminal knows it, not the platform</translation>
    </message>
    <message>
        <source>凭条：打印，或手机扫码存</source>
        <translation>Slip: print it, or save it by phone</translation>
    </message>
    <message>
        <source>正在撤回…</source>
        <translation>Withdrawing…</translation>
    </message>
    <message>
        <source>撤回这件事</source>
        <translation>Withdraw this case</translation>
    </message>
    <message>
        <source>平台确认以后才能撤回</source>
        <translation>Can be withdrawn once confirmed</translation>
    </message>
    <message>
        <source>要连上平台才能撤回</source>
        <translation>Can be withdrawn once connected</translation>
    </message>
    <message>
        <source>去补正</source>
        <translation>Add what is missing</translation>
    </message>
    <message>
        <source>完成，退出并清除信息</source>
        <translation>Finish and clear</translation>
    </message>
    <message>
        <source>要撤回这件事吗？</source>
        <translation>Withdraw this case?</translation>
    </message>
    <message>
        <source>撤回以后部门不再办理。还要办，就得重新申请。</source>
        <translation>The department stops working on it. You would have to apply again.</translation>
    </message>
    <message>
        <source>不撤回</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>撤回</source>
        <translation>Withdraw</translation>
    </message>
</context>
<context>
    <name>MatterTexts</name>
    <message>
        <source>已保存，还没有送出</source>
        <translation>Saved, not sent yet</translation>
    </message>
    <message>
        <source>已送出，等确认</source>
        <translation>Sent, awaiting confirmation</translation>
    </message>
    <message>
        <source>没能送出，会有人联系您</source>
        <translation>Could not be sent, we will contact you</translation>
    </message>
    <message>
        <source>补正已保存，还没有送出</source>
        <translation>What you added is saved, not sent yet</translation>
    </message>
    <message>
        <source>补正已送出，等确认</source>
        <translation>What you added is sent, awaiting confirmation</translation>
    </message>
    <message>
        <source>补正没能送出，请打热线问</source>
        <translation>What you added could not be sent, please call</translation>
    </message>
    <message>
        <source>已撤回</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>要您补正</source>
        <translation>Something is missing</translation>
    </message>
    <message>
        <source>办理中</source>
        <translation>In progress</translation>
    </message>
    <message>
        <source>办理部门</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>您补的已存在这台终端，连上平台自动送出</source>
        <translation>What you added is stored here and sent by itself</translation>
    </message>
    <message>
        <source>您补的已送出，等平台确认</source>
        <translation>What you added is sent, the platform will confirm</translation>
    </message>
    <message>
        <source>连上平台后自动送出，您不用守着</source>
        <translation>Sent by itself once connected, no need to wait</translation>
    </message>
    <message>
        <source>等平台确认收到，会自己接着问</source>
        <translation>Waiting for the platform, asked for by itself</translation>
    </message>
    <message>
        <source>工作人员会联系您，也可以自己打热线问</source>
        <translation>Staff will contact you, or call the hotline</translation>
    </message>
    <message>
        <source>等%1受理</source>
        <translation>%1 is to accept it</translation>
    </message>
    <message>
        <source>等您补 %1 处</source>
        <translation>You are to add %1</translation>
    </message>
    <message>
        <source>退回来了，可以改好再办一次</source>
        <translation>Returned: correct it and apply again</translation>
    </message>
    <message>
        <source>等%1办理</source>
        <translation>%1 is working on it</translation>
    </message>
    <message>
        <source>暂停了，等%1恢复</source>
        <translation>Suspended by %1</translation>
    </message>
    <message>
        <source>办完了，不用再做什么</source>
        <translation>Done, nothing more to do</translation>
    </message>
    <message>
        <source>这件事结束了。有疑问可以打热线问</source>
        <translation>This case is closed. Questions: call the hotline</translation>
    </message>
    <message>
        <source>您撤回了，部门不再办理</source>
        <translation>You withdrew it</translation>
    </message>
    <message>
        <source>平台已收件</source>
        <translation>Received by the platform</translation>
    </message>
    <message>
        <source>等平台收件</source>
        <translation>To be received by the platform</translation>
    </message>
    <message>
        <source>部门已受理</source>
        <translation>Accepted by the department</translation>
    </message>
    <message>
        <source>受理前要您补正</source>
        <translation>Something is missing before acceptance</translation>
    </message>
    <message>
        <source>等部门受理</source>
        <translation>To be accepted</translation>
    </message>
    <message>
        <source>部门已办理</source>
        <translation>Handled by the department</translation>
    </message>
    <message>
        <source>部门办理</source>
        <translation>Handled by the department</translation>
    </message>
    <message>
        <source>办结</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>刚刚已经送出了，等平台确认后再撤回</source>
        <translation>It was just sent. Withdraw it once it is confirmed</translation>
    </message>
    <message>
        <source>已经不在了，可能在别的终端办过</source>
        <translation>It is gone, perhaps handled at another terminal</translation>
    </message>
    <message>
        <source>这件事正被部门锁定，暂时不能改</source>
        <translation>Locked by the department, cannot be changed now</translation>
    </message>
    <message>
        <source>部门已经有结果，不能再撤回</source>
        <translation>Already decided, cannot be withdrawn</translation>
    </message>
</context>
<context>
    <name>MattersScreen</name>
    <message>
        <source>我的办件</source>
        <translation>My cases</translation>
    </message>
    <message>
        <source>正在向平台查，请稍等。</source>
        <translation>Asking the platform, please wait.</translation>
    </message>
    <message>
        <source>点一件，看办到哪一步了。</source>
        <translation>Touch one to see how far it is.</translation>
    </message>
    <message>
        <source>正在查您的办件</source>
        <translation>Looking for your cases</translation>
    </message>
    <message>
        <source>没查到办件</source>
        <translation>No cases found</translation>
    </message>
    <message>
        <source>这台终端里没有您的办件</source>
        <translation>No cases of yours in this terminal</translation>
    </message>
    <message>
        <source>刚交的要等几分钟。窗口办的也可以打 %1 问。</source>
        <translation>New ones take a few minutes. For cases at a counter you can also call %1.</translation>
    </message>
    <message>
        <source>现在连不上平台，只能看这台终端里的。连上以后再来查，或打 %1 问。</source>
        <translation>The platform cannot be reached, only what lies here can be seen. Try again later, or call %1.</translation>
    </message>
    <message>
        <source>再查一次</source>
        <translation>Look again</translation>
    </message>
    <message>
        <source>请人帮忙</source>
        <translation>Get help</translation>
    </message>
    <message>
        <source>工作人员帮我填的：输入办理码</source>
        <translation>Filled in by staff: type the code</translation>
    </message>
    <message>
        <source>现在连不上平台</source>
        <translation>The platform cannot be reached</translation>
    </message>
    <message>
        <source>下面只有这台终端知道的，可能不是最新的。</source>
        <translation>Below is only what this terminal knows; it may be out of date.</translation>
    </message>
    <message>
        <source>没填完的</source>
        <translation>Not finished</translation>
    </message>
    <message>
        <source>%1 存的，还没有提交</source>
        <translation>Saved %1, not submitted</translation>
    </message>
    <message>
        <source>交过的</source>
        <translation>Submitted</translation>
    </message>
    <message>
        <source>数据更新于 %1</source>
        <translation>Updated %1</translation>
    </message>
    <message>
        <source>完成，退出并清除信息</source>
        <translation>Finish and clear</translation>
    </message>
</context>
<context>
    <name>NeedList</name>
    <message>
        <source>这一项在银行网点的终端上办，这台终端不办。</source>
        <translation>This is done at terminals in bank branches, not at this one.</translation>
    </message>
    <message>
        <source>这一项在别处的终端上办，这台终端不办。</source>
        <translation>This is done at terminals elsewhere, not at this one.</translation>
    </message>
    <message>
        <source>读卡区正常</source>
        <translation>Card reader works</translation>
    </message>
    <message>
        <source>读卡区坏了，这台机器现在读不了证件。我们已报修。</source>
        <translation>The card reader is out of order: this machine cannot read cards now. We have reported it.</translation>
    </message>
    <message>
        <source>这台机器现在存不下新的办件。</source>
        <translation>This machine cannot store new cases now.</translation>
    </message>
    <message>
        <source>连得上平台，交了马上送到</source>
        <translation>Connected to the platform: what you hand in arrives at once</translation>
    </message>
    <message>
        <source>%1。可以先填好存在这台机器里，连上就自动送出；送到部门以前不算受理。</source>
        <translation>%1. You can fill it in and store it in this machine; it is sent by itself once connected. It does not count as accepted before it has reached the department.</translation>
    </message>
    <message>
        <source>%1。这一项不能先保存后送出，要等连上平台。</source>
        <translation>%1. This one cannot be stored and sent later; it has to wait for the platform.</translation>
    </message>
    <message>
        <source>确认本人：短信验证码或刷脸，任选一种</source>
        <translation>Confirming it is you: SMS code or face, whichever you like</translation>
    </message>
    <message>
        <source>确认本人：刷证和签名，平台以后核对</source>
        <translation>Confirming it is you: card and signature, checked by the platform later</translation>
    </message>
    <message>
        <source>刷脸现在用不了，用短信验证码确认本人</source>
        <translation>The face check is not available now; an SMS code confirms it is you</translation>
    </message>
    <message>
        <source>拍材料的摄像头正常</source>
        <translation>Document camera works</translation>
    </message>
    <message>
        <source>这一项要拍材料，拍材料的摄像头现在用不了。</source>
        <translation>This needs photographs of documents, and the document camera is not available now.</translation>
    </message>
    <message>
        <source>拍材料的摄像头现在用不了；选交的材料可以不交</source>
        <translation>The document camera is not available now; the optional documents may be left out</translation>
    </message>
    <message>
        <source>拍材料的摄像头现在用不了，材料用手机拍了传过来</source>
        <translation>The document camera is out of order; photograph the papers with your phone and send them</translation>
    </message>
    <message>
        <source>拍材料的摄像头现在用不了，材料从 U 盘上交</source>
        <translation>The document camera is out of order; hand the papers in from a USB stick</translation>
    </message>
    <message>
        <source>拍材料的摄像头现在用不了，材料用手机拍了传过来，或者从 U 盘上交</source>
        <translation>The document camera is out of order; send the papers from your phone, or from a USB stick</translation>
    </message>
    <message>
        <source>拍材料的摄像头现在用不了，材料可以以后再交，或者签一份承诺</source>
        <translation>The document camera is out of order; the papers can follow later, or you sign a promise</translation>
    </message>
    <message>
        <source>凭条能打印</source>
        <translation>Receipts can be printed</translation>
    </message>
    <message>
        <source>没有纸了，打不了凭条；结果可以扫码带走</source>
        <translation>Out of paper, no receipts; you can take the result along as a code</translation>
    </message>
    <message>
        <source>现在打不了凭条；结果可以扫码带走</source>
        <translation>No receipts can be printed now; you can take the result along as a code</translation>
    </message>
    <message>
        <source>这台机器现在办不了这一项。</source>
        <translation>This cannot be done on this machine now.</translation>
    </message>
    <message>
        <source>现在就能在这里办：读卡、网络、打印都查过了</source>
        <translation>Ready here and now: card reader, network and printer have been checked</translation>
    </message>
    <message>
        <source>可以晚点再来，或者到窗口办（地址见下面），也可以打 %1 问。</source>
        <translation>Come back later, go to a counter (address below), or call %1.</translation>
    </message>
    <message>
        <source>可以换一台终端，或者到窗口办（地址见下面），也可以打 %1 问。</source>
        <translation>Try another terminal, go to a counter (address below), or call %1.</translation>
    </message>
    <message>
        <source>可以到下面写的地方去办，也可以打 %1 问。</source>
        <translation>You can go to the places named below, or call %1.</translation>
    </message>
</context>
<context>
    <name>NumericKeypad</name>
    <message>
        <source>数字键盘</source>
        <translation>Number pad</translation>
    </message>
    <message>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>删一位</source>
        <translation>Delete</translation>
    </message>
</context>
<context>
    <name>OutcomeCard</name>
    <message>
        <source>事项：%1</source>
        <translation>Service: %1</translation>
    </message>
</context>
<context>
    <name>OutcomeTexts</name>
    <message>
        <source>已受理</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>已收件，等部门受理</source>
        <translation>Received, not yet accepted</translation>
    </message>
    <message>
        <source>已送出，等确认</source>
        <translation>Sent, awaiting confirmation</translation>
    </message>
    <message>
        <source>已保存，还没有送出</source>
        <translation>Saved, not sent yet</translation>
    </message>
    <message>
        <source>没有办成</source>
        <translation>Not done</translation>
    </message>
    <message>
        <source>没等到平台的回答，可能已经送到，也可能没有。请别再申请一次。</source>
        <translation>The platform has not answered. It may have arrived, or not. Please do not apply again.</translation>
    </message>
    <message>
        <source>办理部门已经受理。</source>
        <translation>The department has accepted it.</translation>
    </message>
    <message>
        <source>%1已经受理。</source>
        <translation>%1 has accepted it.</translation>
    </message>
    <message>
        <source>平台收到了，部门还没有受理。请别重复提交。</source>
        <translation>The platform has it; the department has not accepted it yet. Please do not submit it again.</translation>
    </message>
    <message>
        <source>平台还没回答，现在不算受理。请别重复提交。</source>
        <translation>The platform has not answered, so it is not accepted yet. Please do not submit it again.</translation>
    </message>
    <message>
        <source>办理部门还没有收到，现在不算已经受理。</source>
        <translation>The department does not have it yet. It is not accepted.</translation>
    </message>
    <message>
        <source>当场办好了。</source>
        <translation>Done on the spot.</translation>
    </message>
    <message>
        <source>部门没有说原因。</source>
        <translation>The department gave no reason.</translation>
    </message>
    <message>
        <source>部门已经受理，正在审，还没有结果。不用守在这里，用办件编号随时可以查。</source>
        <translation>The department has accepted it and is deciding; there is no result yet. You need not wait here: look it up by the case number at any time.</translation>
    </message>
    <message>
        <source>%1已批准</source>
        <translation>%1 has approved it</translation>
    </message>
    <message>
        <source>不用再等，也不用再来</source>
        <translation>No need to wait or to come again</translation>
    </message>
    <message>
        <source>办件编号</source>
        <translation>Case number</translation>
    </message>
    <message>
        <source>查询用的号码</source>
        <translation>Number to ask with</translation>
    </message>
    <message>
        <source>暂存号（不是受理号）</source>
        <translation>Saved no. (not a case no.)</translation>
    </message>
    <message>
        <source>收件时间</source>
        <translation>Received at</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>保存时间</source>
        <translation>Saved at</translation>
    </message>
    <message>
        <source>用凭条上的号码可以查。收到受理号，才算受理</source>
        <translation>Ask with the number on your slip. It is accepted once you have a case number</translation>
    </message>
    <message>
        <source>发到 %1。收到受理号，才算受理</source>
        <translation>To %1. It is accepted once you have a case number</translation>
    </message>
    <message>
        <source>受理了没有，随时可以查</source>
        <translation>Look up whether it is accepted, at any time</translation>
    </message>
    <message>
        <source>办理部门</source>
        <translation>the department</translation>
    </message>
    <message>
        <source>工作人员和平台核对</source>
        <translation>Staff check with the platform</translation>
    </message>
    <message>
        <source>核对清楚以前，请别再申请一次</source>
        <translation>Please do not apply again before that</translation>
    </message>
    <message>
        <source>结果可以打电话问</source>
        <translation>Ask for the result by telephone</translation>
    </message>
    <message>
        <source>报暂存号，或者带证件到窗口问</source>
        <translation>Give the holding number, or ask at the counter with your ID</translation>
    </message>
    <message>
        <source>核对清楚后告诉您</source>
        <translation>You are told the result</translation>
    </message>
    <message>
        <source>打电话到 %1</source>
        <translation>By a call to %1</translation>
    </message>
    <message>
        <source>已送到平台</source>
        <translation>Sent to the platform</translation>
    </message>
    <message>
        <source>%1已受理</source>
        <translation>Accepted by %1</translation>
    </message>
    <message>
        <source>办好后通知您</source>
        <translation>You are told when it is done</translation>
    </message>
    <message>
        <source>用办件编号可以查进度</source>
        <translation>Follow it with the case number</translation>
    </message>
    <message>
        <source>发到 %1，也可以用办件编号查</source>
        <translation>To %1; or follow it with the case number</translation>
    </message>
    <message>
        <source>办好了没有，随时可以查</source>
        <translation>Look up whether it is done, at any time</translation>
    </message>
    <message>
        <source>平台已收件</source>
        <translation>Received by the platform</translation>
    </message>
    <message>
        <source>等%1受理</source>
        <translation>To be accepted by %1</translation>
    </message>
    <message>
        <source>部门看过材料才算受理</source>
        <translation>It is accepted once they have seen the documents</translation>
    </message>
    <message>
        <source>受理后告诉您</source>
        <translation>You are told when it is accepted</translation>
    </message>
    <message>
        <source>已加密存在这台终端</source>
        <translation>Stored encrypted in this terminal</translation>
    </message>
    <message>
        <source>已批准</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>没有批准</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>别人看不到</source>
        <translation>Nobody else can see it</translation>
    </message>
    <message>
        <source>已送出，正在等平台回答</source>
        <translation>Sent, waiting for the platform</translation>
    </message>
    <message>
        <source>会自己接着问，您不用守在这里</source>
        <translation>It keeps asking by itself; you need not wait here</translation>
    </message>
    <message>
        <source>部门受理后告诉您</source>
        <translation>You are told when the department accepts it</translation>
    </message>
    <message>
        <source>很快会自动送出</source>
        <translation>It is sent by itself soon</translation>
    </message>
    <message>
        <source>您不用守在这里</source>
        <translation>You need not wait here</translation>
    </message>
    <message>
        <source>连上平台后自动送出</source>
        <translation>Sent by itself when the platform is reached</translation>
    </message>
    <message>
        <source>这次没有办成。</source>
        <translation>It did not work this time.</translation>
    </message>
    <message>
        <source>。</source>
        <translation>.</translation>
    </message>
    <message>
        <source>什么都没有送出。</source>
        <translation>Nothing was sent.</translation>
    </message>
    <message>
        <source>没有被受理。</source>
        <translation>It was not accepted.</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>%1 项正常，%2 项模拟，%3 项要留意，%4 项故障</source>
        <translation>%1 OK, %2 simulated, %3 attention, %4 failed</translation>
    </message>
    <message>
        <source>正在检测：%1</source>
        <translation>Testing: %1</translation>
    </message>
    <message>
        <source>设备自检</source>
        <translation>Self-test</translation>
    </message>
    <message>
        <source>共 %1 项，测了 %2 项：%3</source>
        <translation>%2 of %1 checks run: %3</translation>
    </message>
    <message>
        <source>触摸测试</source>
        <translation>Touch test</translation>
    </message>
    <message>
        <source>看摄像头</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>打印测试</source>
        <translation>Print test</translation>
    </message>
    <message>
        <source>照图修理</source>
        <translation>Repair by pictures</translation>
    </message>
    <message>
        <source>停止检测</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>全部重测</source>
        <translation>Test all again</translation>
    </message>
</context>
<context>
    <name>Pager</name>
    <message>
        <source>上一页</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>第 %1 页，共 %2 页</source>
        <translation>Page %1 of %2</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>PaperScreen</name>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>什么时候开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>能办什么</source>
        <translation>What is done there</translation>
    </message>
    <message>
        <source>谁发的</source>
        <translation>By whom</translation>
    </message>
    <message>
        <source>文号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>哪天发的</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>正在取，请稍等</source>
        <translation>Fetching, please wait</translation>
    </message>
    <message>
        <source>可以再试一次，也可以打 %1 问。</source>
        <translation>You can try again, or call %1.</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>请人帮忙</source>
        <translation>Ask for help</translation>
    </message>
</context>
<context>
    <name>PartsCard</name>
    <message>
        <source>等平台确认</source>
        <translation>Awaiting the platform</translation>
    </message>
</context>
<context>
    <name>PayingScreen</name>
    <message>
        <source>真的不付了吗？</source>
        <translation>Do you really not want to pay?</translation>
    </message>
    <message>
        <source>请用手机扫码付款</source>
        <translation>Please pay with your phone</translation>
    </message>
    <message>
        <source>付好了</source>
        <translation>Paid</translation>
    </message>
    <message>
        <source>没确认到</source>
        <translation>Not confirmed</translation>
    </message>
    <message>
        <source>没有付</source>
        <translation>Not paid</translation>
    </message>
    <message>
        <source>这笔账不用付了</source>
        <translation>This bill need not be paid</translation>
    </message>
    <message>
        <source>还没有开始付</source>
        <translation>Not begun yet</translation>
    </message>
    <message>
        <source>正在撤销，请稍等</source>
        <translation>Cancelling, please wait</translation>
    </message>
    <message>
        <source>正在开单，请稍等</source>
        <translation>Making the order, please wait</translation>
    </message>
    <message>
        <source>不付了就撤销这一单，账单还在，以后再付。</source>
        <translation>The order is then cancelled; the bill stays and can be paid later.</translation>
    </message>
    <message>
        <source>付好后不用点，机器会自己知道。</source>
        <translation>No need to touch anything after paying; the terminal sees it.</translation>
    </message>
    <message>
        <source>收款单位收到了。要凭条的话，点下面打印。</source>
        <translation>The payee has it. For a slip, touch below.</translation>
    </message>
    <message>
        <source>钱可能已经付了。先别再付，我们在核对。</source>
        <translation>You may already have paid. Do not pay again, we are checking.</translation>
    </message>
    <message>
        <source>时间过了，没有扣钱。账单还在，可以重新付。</source>
        <translation>Time is up, no money was taken. The bill stays and can be paid again.</translation>
    </message>
    <message>
        <source>没有扣钱。账单还在，可以重新付。</source>
        <translation>No money was taken. The bill stays and can be paid again.</translation>
    </message>
    <message>
        <source>它已经付过了，或者正在别处付。没有再扣钱。</source>
        <translation>It is paid already, or is being paid elsewhere. No money was taken again.</translation>
    </message>
    <message>
        <source>平台没有回话，没有扣钱。再试一次不会付两次。</source>
        <translation>The platform does not answer; no money was taken. Trying again does not pay twice.</translation>
    </message>
    <message>
        <source>不用再点，同一笔账不会付两次。</source>
        <translation>No need to touch again; nothing is paid twice.</translation>
    </message>
    <message>
        <source>%1 元</source>
        <translation>%1 yuan</translation>
    </message>
    <message>
        <source>测试，不扣钱</source>
        <translation>Test, no money is taken</translation>
    </message>
    <message>
        <source>%1，付给：%2</source>
        <translation>%1, to: %2</translation>
    </message>
    <message>
        <source>户号 %1</source>
        <translation>Account %1</translation>
    </message>
    <message>
        <source>缴款单号 %1</source>
        <translation>Order %1</translation>
    </message>
    <message>
        <source>收据号 %1，%2</source>
        <translation>Receipt %1, %2</translation>
    </message>
    <message>
        <source>正在问平台</source>
        <translation>Asking the platform</translation>
    </message>
    <message>
        <source>机器会接着问</source>
        <translation>The terminal keeps asking</translation>
    </message>
    <message>
        <source>想知道结果，打 %1 报缴款单号。可以先走，不会再扣一次。</source>
        <translation>To hear the result, call %1 and give the order number. You can leave; nothing is taken twice.</translation>
    </message>
    <message>
        <source>用手机扫这个码付</source>
        <translation>Scan this with your phone to pay</translation>
    </message>
    <message>
        <source>扫开以后，照手机上的提示付。</source>
        <translation>Then follow your phone.</translation>
    </message>
    <message>
        <source>还有 %1 秒</source>
        <translation>%1 seconds left</translation>
    </message>
    <message>
        <source>来不及就点“再等等”</source>
        <translation>Touch “More time” if you need it</translation>
    </message>
    <message>
        <source>再等等</source>
        <translation>More time</translation>
    </message>
    <message>
        <source>不付了，撤销</source>
        <translation>Do not pay, cancel</translation>
    </message>
    <message>
        <source>不付了</source>
        <translation>I do not want to pay</translation>
    </message>
    <message>
        <source>凭条已出纸，请拿好</source>
        <translation>The slip is out, please take it</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>看看还有什么要付的</source>
        <translation>See what else is open</translation>
    </message>
    <message>
        <source>接着付</source>
        <translation>Go on paying</translation>
    </message>
    <message>
        <source>完成，退出并清除信息</source>
        <translation>Finish and clear</translation>
    </message>
</context>
<context>
    <name>PhoneScreen</name>
    <message>
        <source>等手机扫码</source>
        <translation>Waiting for your phone</translation>
    </message>
    <message>
        <source>手机打开了，等文件传过来</source>
        <translation>Your phone is there, waiting for a file</translation>
    </message>
    <message>
        <source>收到 %1 个文件</source>
        <translation>Files received: %1</translation>
    </message>
    <message>
        <source>十分钟到了，这个码不能用了</source>
        <translation>Ten minutes are over, this code is dead</translation>
    </message>
    <message>
        <source>现在连不上，没有收到文件</source>
        <translation>No connection, nothing was received</translation>
    </message>
    <message>
        <source>正在准备，请稍等</source>
        <translation>Please wait</translation>
    </message>
    <message>
        <source>传完了就点下面“就用这些”。还要传就接着传。</source>
        <translation>All sent? Press &quot;Use these&quot; below, or send more.</translation>
    </message>
    <message>
        <source>点“换一个码”再试，或者返回用扫描。</source>
        <translation>Take a new code, or go back and scan.</translation>
    </message>
    <message>
        <source>拍照或选文件都行，传好了这里会显示。</source>
        <translation>A photo or a file. It is shown here when it is in.</translation>
    </message>
    <message>
        <source>用手机传：%1</source>
        <translation>By phone: %1</translation>
    </message>
    <message>
        <source>只传自己的材料。码十分钟内有效。</source>
        <translation>Only your own papers. The code is good for ten minutes.</translation>
    </message>
    <message>
        <source>用手机扫这个码</source>
        <translation>Scan this code with your phone</translation>
    </message>
    <message>
        <source>照片或 PDF，每个不超过 12 兆。</source>
        <translation>Photos or PDF, up to 12 MB each.</translation>
    </message>
    <message>
        <source>换一个码</source>
        <translation>New code</translation>
    </message>
    <message>
        <source>有 %1 个文件打不开或太大，没有收，请换成照片或 PDF。</source>
        <translation>Not taken: %1. Too large, or neither photo nor PDF.</translation>
    </message>
    <message>
        <source>就用这些</source>
        <translation>Use these</translation>
    </message>
</context>
<context>
    <name>PinPage</name>
    <message>
        <source>维护人员请输入密码</source>
        <translation>Technicians: enter the PIN</translation>
    </message>
    <message>
        <source>进去以后，这台终端暂停办事，退出后恢复。不是维护人员，请点“返回”。</source>
        <translation>Inside, this terminal is closed to the public until you leave. Not a technician? Press Back.</translation>
    </message>
    <message>
        <source>已填 %1 位</source>
        <translation>%1 digits entered</translation>
    </message>
    <message>
        <source>输错次数多了，%1 秒后再试。</source>
        <translation>Too many wrong PINs: try again in %1 s.</translation>
    </message>
    <message>
        <source>密码不对，请再输一次。</source>
        <translation>Wrong PIN, try again.</translation>
    </message>
    <message>
        <source>密码是 4 到 12 位数字。</source>
        <translation>The PIN has 4 to 12 digits.</translation>
    </message>
    <message>
        <source>进入维护</source>
        <translation>Enter</translation>
    </message>
</context>
<context>
    <name>PrefilledCard</name>
    <message>
        <source>这几项已经带出，不用再填</source>
        <translation>Already known, no need to fill in</translation>
    </message>
</context>
<context>
    <name>PrimaryButton</name>
    <message>
        <source>正在处理…</source>
        <translation>Working…</translation>
    </message>
</context>
<context>
    <name>PrintPage</name>
    <message>
        <source>正在打印测试纸</source>
        <translation>Printing the test slip</translation>
    </message>
    <message>
        <source>纸上是哪四位数字？</source>
        <translation>Which four digits are on the paper?</translation>
    </message>
    <message>
        <source>打印清楚</source>
        <translation>The print is legible</translation>
    </message>
    <message>
        <source>读对了。打印机是模拟的，不算通过。</source>
        <translation>Read right. The printer is simulated: this does not count as passed.</translation>
    </message>
    <message>
        <source>打印没有通过</source>
        <translation>The print test failed</translation>
    </message>
    <message>
        <source>打印机被占用</source>
        <translation>The printer is in use</translation>
    </message>
    <message>
        <source>没有安装打印机</source>
        <translation>No printer is fitted</translation>
    </message>
    <message>
        <source>会打出四位数字，请看着纸输入</source>
        <translation>Four digits are printed; read and type them</translation>
    </message>
    <message>
        <source>打印测试</source>
        <translation>Print test</translation>
    </message>
    <message>
        <source>测试纸不是凭条，测完撕掉。</source>
        <translation>The test slip is no receipt; tear it up afterwards.</translation>
    </message>
    <message>
        <source>再打一张</source>
        <translation>Print another</translation>
    </message>
    <message>
        <source>打印测试纸</source>
        <translation>Print the test slip</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>PromiseScreen</name>
    <message>
        <source>还缺什么：%1。</source>
        <translation>Missing: %1.</translation>
    </message>
    <message>
        <source>怎么补：在自助机或窗口交原件的扫描件。</source>
        <translation>How: a scan of the original, at a terminal or a counter.</translation>
    </message>
    <message>
        <source>什么时候补：收件后 %1 天内。</source>
        <translation>When: within %1 days after receipt.</translation>
    </message>
    <message>
        <source>什么时候补：日期由部门定，可以打 12345 问。</source>
        <translation>When: the department sets the date; ask 12345.</translation>
    </message>
    <message>
        <source>到期没补：这次申请按撤回处理。</source>
        <translation>If it does not come: this application counts as withdrawn.</translation>
    </message>
    <message>
        <source>我知道办这件事要证明的内容：%1。</source>
        <translation>I know what has to be proven: %1.</translation>
    </message>
    <message>
        <source>我符合办理条件，说的都是真的。</source>
        <translation>I meet the conditions; what I say is true.</translation>
    </message>
    <message>
        <source>部门可以核查，我愿意配合。</source>
        <translation>The department may check; I will help.</translation>
    </message>
    <message>
        <source>说了假话，办好的要撤销，还要记入信用记录。</source>
        <translation>If false, the decision is revoked and put on my credit record.</translation>
    </message>
    <message>
        <source>签承诺书，就不用交这份材料</source>
        <translation>Sign a promise instead of this paper</translation>
    </message>
    <message>
        <source>这份材料以后补，可以吗？</source>
        <translation>Bring this paper later?</translation>
    </message>
    <message>
        <source>愿不愿意由您定。不签就返回，照常交材料。</source>
        <translation>It is your choice. Go back to hand in the paper.</translation>
    </message>
    <message>
        <source>我承诺，签名</source>
        <translation>I promise and sign</translation>
    </message>
    <message>
        <source>我同意以后补，签名</source>
        <translation>I agree and sign</translation>
    </message>
</context>
<context>
    <name>QrCard</name>
    <message>
        <source>凭条二维码</source>
        <translation>Code of the slip</translation>
    </message>
</context>
<context>
    <name>RarePicker</name>
    <message>
        <source>拼音或编码</source>
        <translation>Pinyin or code</translation>
    </message>
    <message>
        <source>打拼音，例如 jie 或 jie2；也可以打编码</source>
        <translation>Pinyin such as jie or jie2, or a code</translation>
    </message>
    <message>
        <source>先点这个字的部首</source>
        <translation>First touch the radical of the character</translation>
    </message>
    <message>
        <source>部首 %1。再点其余部分有几画</source>
        <translation>Radical %1. Now touch how many strokes the rest has</translation>
    </message>
    <message>
        <source>部首 %1，其余 %2 画</source>
        <translation>Radical %1, strokes besides it: %2</translation>
    </message>
    <message>
        <source>没有找到。拼音后面加 1 到 4 是声调；身份证上的字可以问工作人员编码。</source>
        <translation>Nothing found. Add 1 to 4 for the tone, or ask the staff for the character&apos;s code.</translation>
    </message>
    <message>
        <source>请稍等…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>这里没有找到，请重选部首，或者问工作人员。</source>
        <translation>Nothing is found here. Choose another radical, or ask the staff.</translation>
    </message>
    <message>
        <source>按拼音或编码查</source>
        <translation>By pinyin or code</translation>
    </message>
    <message>
        <source>不会读？按部首查</source>
        <translation>Cannot read it? By radical</translation>
    </message>
    <message>
        <source>重选部首</source>
        <translation>Another radical</translation>
    </message>
</context>
<context>
    <name>RatingRow</name>
    <message>
        <source>%1 星，第 %2 项，共 5 项</source>
        <translation>%1 of 5 stars, item %2 of 5</translation>
    </message>
    <message>
        <source>%1 星</source>
        <translation>%1 of 5</translation>
    </message>
</context>
<context>
    <name>RatingScreen</name>
    <message>
        <source>这次办事满意吗？</source>
        <translation>How was this visit?</translation>
    </message>
    <message>
        <source>评不评都行，不影响您办的事。不记名，部门看不到是谁评的。</source>
        <translation>As you like: it changes nothing about your matter. No name: the department does not see who rated.</translation>
    </message>
    <message>
        <source>非常满意</source>
        <translation>Very satisfied</translation>
    </message>
    <message>
        <source>满意</source>
        <translation>Satisfied</translation>
    </message>
    <message>
        <source>基本满意</source>
        <translation>All right</translation>
    </message>
    <message>
        <source>不满意</source>
        <translation>Not satisfied</translation>
    </message>
    <message>
        <source>非常不满意</source>
        <translation>Not satisfied at all</translation>
    </message>
    <message>
        <source>不评价，回去</source>
        <translation>No rating, go back</translation>
    </message>
    <message>
        <source>这次评价没存下来，您办的事没有受影响。可以再提交一次，也可以不评。</source>
        <translation>The rating could not be kept; your matter is not affected. Send it once more, or leave it.</translation>
    </message>
    <message>
        <source>请点一条，或者写几句，部门才知道改哪里。</source>
        <translation>Please touch one line or write a few words, so that the department knows what to change.</translation>
    </message>
    <message>
        <source>哪里不好？点一条或几条</source>
        <translation>What was not good? Touch one or more</translation>
    </message>
    <message>
        <source>哪里好？可以点几条，也可以不点</source>
        <translation>What was good? Touch some, or none</translation>
    </message>
    <message>
        <source>想写几句</source>
        <translation>Add a few words</translation>
    </message>
    <message>
        <source>改写的话</source>
        <translation>Change the words</translation>
    </message>
    <message>
        <source>可以不写</source>
        <translation>if you like</translation>
    </message>
    <message>
        <source>提交评价</source>
        <translation>Send the rating</translation>
    </message>
</context>
<context>
    <name>ReceiptButtons</name>
    <message>
        <source>请用手机存，或者抄号码。</source>
        <translation>Please save it by phone, or note the number.</translation>
    </message>
    <message>
        <source>请用手机扫上面的码，或者抄号码。</source>
        <translation>Please scan the code above, or note the number.</translation>
    </message>
    <message>
        <source>凭条已打印</source>
        <translation>Slip printed</translation>
    </message>
    <message>
        <source>正在打印…</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>打印凭条</source>
        <translation>Print slip</translation>
    </message>
    <message>
        <source>抄号码</source>
        <translation>Note the number</translation>
    </message>
    <message>
        <source>手机扫码存凭条</source>
        <translation>Save by phone</translation>
    </message>
    <message>
        <source>再打一次</source>
        <translation>Print again</translation>
    </message>
</context>
<context>
    <name>ReceiptScreen</name>
    <message>
        <source>把凭条带走</source>
        <translation>Take your slip with you</translation>
    </message>
    <message>
        <source>三种都可以：手机扫、打印、抄号码。</source>
        <translation>All three are fine: scan, print, or note the number.</translation>
    </message>
    <message>
        <source>两种都可以：手机扫、抄号码。</source>
        <translation>Both are fine: scan it, or copy the number.</translation>
    </message>
    <message>
        <source>用手机扫一扫</source>
        <translation>Scan with your phone</translation>
    </message>
    <message>
        <source>扫出来的文字就是凭条，没有网也能扫。</source>
        <translation>The text in the code is your slip. It works without a network.</translation>
    </message>
    <message>
        <source>扫出来就是凭条，以后用它查进度。</source>
        <translation>The code leads to your slip; follow the case with it.</translation>
    </message>
    <message>
        <source>凭条已出纸，请拿好</source>
        <translation>The slip is out. Please take it</translation>
    </message>
    <message>
        <source>没有手机，也打不了？请人写给您</source>
        <translation>No phone and no printer? Ask somebody to write it down</translation>
    </message>
    <message>
        <source>完成，退出并清除信息</source>
        <translation>Finish and clear</translation>
    </message>
</context>
<context>
    <name>RepairPage</name>
    <message>
        <source>%1（%2）</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>照图修理</source>
        <translation>Repair by pictures</translation>
    </message>
    <message>
        <source>第 %1 步，共 %2 步</source>
        <translation>Step %1 of %2</translation>
    </message>
    <message>
        <source>设备现在：%1</source>
        <translation>The device now: %1</translation>
    </message>
    <message>
        <source>设备现在正常。要做也可以照着做。</source>
        <translation>The device is in order. You may do the steps all the same.</translation>
    </message>
    <message>
        <source>正在问设备现在怎么样</source>
        <translation>Asking the device how it is</translation>
    </message>
    <message>
        <source>正在问设备修好没有</source>
        <translation>Asking the device whether it works now</translation>
    </message>
    <message>
        <source>现在好了</source>
        <translation>It works now</translation>
    </message>
    <message>
        <source>还没有好：%1</source>
        <translation>Not yet: %1</translation>
    </message>
    <message>
        <source>设备自己说正常。这台设备是模拟的，不算通过。</source>
        <translation>The device says it is in order. It is simulated, so this does not count as passed.</translation>
    </message>
    <message>
        <source>设备自己说正常，可以让群众继续用了。</source>
        <translation>The device says it is in order. People can use it again.</translation>
    </message>
    <message>
        <source>最多十几秒，请稍等</source>
        <translation>Up to a quarter of a minute, please wait</translation>
    </message>
    <message>
        <source>打印一张看清不清楚</source>
        <translation>Print one to see whether it is clear</translation>
    </message>
    <message>
        <source>接着做：%1</source>
        <translation>Go on with: %1</translation>
    </message>
    <message>
        <source>从第一步再做一遍</source>
        <translation>Once more from the first step</translation>
    </message>
    <message>
        <source>再做一遍还不行，给维护人员打电话，报终端号 %1 和故障代码 %2。</source>
        <translation>If it still fails after once more, call maintenance and say terminal %1 and fault %2.</translation>
    </message>
    <message>
        <source>再做一遍还不行，打 %1 找维护人员，报终端号 %2 和故障代码 %3。</source>
        <translation>If it still fails after once more, call maintenance on %1 and say terminal %2 and fault %3.</translation>
    </message>
    <message>
        <source>不修了</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>上一步</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>做完了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>再检查一次</source>
        <translation>Check again</translation>
    </message>
</context>
<context>
    <name>RepairsPage</name>
    <message>
        <source>照图修理</source>
        <translation>Repair by pictures</translation>
    </message>
    <message>
        <source>不用工具，也不用懂机器。一步一张图，做完由机器自己检查。</source>
        <translation>No tools, nothing to know beforehand. One picture a step; at the end the machine checks itself.</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>ResultScreen</name>
    <message>
        <source>接下来可以这样办</source>
        <translation>What you can do now</translation>
    </message>
    <message>
        <source>填好的还在这一次里。可以再试一次；还不行，就请人帮忙，或打 %1。</source>
        <translation>What you filled in is still here. Try again; if it still fails, ask for help or call %1.</translation>
    </message>
    <message>
        <source>可以请人帮忙，打 %1 问，或者带证件到窗口办。</source>
        <translation>Ask for help, call %1, or take your card to a counter.</translation>
    </message>
    <message>
        <source>请人帮忙</source>
        <translation>Ask a person for help</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>反映办不成事</source>
        <translation>Report: not done</translation>
    </message>
    <message>
        <source>接下来会怎样</source>
        <translation>What happens next</translation>
    </message>
    <message>
        <source>这次用的是刷证加签名，平台之后还要核对是不是您本人。</source>
        <translation>You used card and signature; the platform will still check that it was you.</translation>
    </message>
    <message>
        <source>%1 还没有消息？</source>
        <translation>No news by %1?</translation>
    </message>
    <message>
        <source>打 %1 报暂存号，或者带证件到窗口问。</source>
        <translation>Call %1 with the number above, or take your card to a counter.</translation>
    </message>
    <message>
        <source>凭条已出纸，请拿好</source>
        <translation>The slip is out. Please take it</translation>
    </message>
    <message>
        <source>这次办事满意吗？</source>
        <translation>How was this visit?</translation>
    </message>
    <message>
        <source>点这里评一评，不评也行</source>
        <translation>Touch here to rate, if you like</translation>
    </message>
    <message>
        <source>谢谢，您的评价记下了。</source>
        <translation>Thank you, your rating is noted.</translation>
    </message>
    <message>
        <source>谢谢，您的评价记下了，连上平台后自动送出。</source>
        <translation>Thank you, your rating is noted and sent by itself once the platform is reached.</translation>
    </message>
    <message>
        <source>完成，退出并清除信息</source>
        <translation>Finish and clear</translation>
    </message>
</context>
<context>
    <name>SampleScreen</name>
    <message>
        <source>样表：%1</source>
        <translation>Sample: %1</translation>
    </message>
    <message>
        <source>照这样填就行。里面的人和事都是编的。</source>
        <translation>Fill it in like this. People and facts in it are invented.</translation>
    </message>
    <message>
        <source>正在取，请稍等</source>
        <translation>Fetching, please wait</translation>
    </message>
    <message>
        <source>没有样表也能办。可以再试一次，也可以打 %1 问。</source>
        <translation>You do not need the sample. Try again, or call %1.</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>请人帮忙</source>
        <translation>Get help</translation>
    </message>
</context>
<context>
    <name>ScanScreen</name>
    <message>
        <source>现在拍不了</source>
        <translation>Cannot take a picture now</translation>
    </message>
    <message>
        <source>看得清吗？</source>
        <translation>Is it readable?</translation>
    </message>
    <message>
        <source>请把%1放平，对准框</source>
        <translation>Lay it flat inside the frame: %1</translation>
    </message>
    <message>
        <source>字要能看清，四个角都在。</source>
        <translation>The words must be readable and all four corners in the picture.</translation>
    </message>
    <message>
        <source>四个角都在框里，别反光。只扫描自己的材料。</source>
        <translation>All four corners inside, no glare. Scan your own documents only.</translation>
    </message>
    <message>
        <source>正在打开摄像头</source>
        <translation>Starting the camera</translation>
    </message>
    <message>
        <source>不清楚就重拍，拍几次都可以。</source>
        <translation>If not, take it again, as often as you like.</translation>
    </message>
    <message>
        <source>放好了，点“拍照”。</source>
        <translation>When it lies well, touch &quot;Take picture&quot;.</translation>
    </message>
    <message>
        <source>四个角都看到了，可以拍了。</source>
        <translation>All four corners are in view. You can take the picture.</translation>
    </message>
    <message>
        <source>还没看到纸。请平放到台面中间。</source>
        <translation>No page in view yet. Lay it flat in the middle.</translation>
    </message>
    <message>
        <source>看起来太小了。请放到台面中间。</source>
        <translation>It looks too small. Lay it in the middle.</translation>
    </message>
    <message>
        <source>有一边没拍到。请往中间挪一挪。</source>
        <translation>One side is out of view. Move it to the middle.</translation>
    </message>
    <message>
        <source>边上被挡住了。请把手和别的东西拿开。</source>
        <translation>An edge is covered. Take your hand and other things away.</translation>
    </message>
    <message>
        <source>太暗了。请别挡住灯光。</source>
        <translation>Too dark. Do not stand in the light.</translation>
    </message>
    <message>
        <source>太亮了。请换个位置放。</source>
        <translation>Too bright. Lay it somewhere else.</translation>
    </message>
    <message>
        <source>有反光。请转一点角度再放。</source>
        <translation>There is glare. Turn the page a little.</translation>
    </message>
    <message>
        <source>没拍清楚。请放平不要动，再点“拍照”。</source>
        <translation>The picture is blurred. Lay it flat, keep still, and touch &quot;Take picture&quot; again.</translation>
    </message>
    <message>
        <source>这一页图案太多，存不下。请只放一页，再点“拍照”。</source>
        <translation>This page is too detailed to store. Lay down one page only and touch &quot;Take picture&quot; again.</translation>
    </message>
    <message>
        <source>没拍成：没看到整张纸。四个角都露出来，再点“拍照”。</source>
        <translation>Not taken: the whole page is not in view. Show all four corners and touch &quot;Take picture&quot; again.</translation>
    </message>
    <message>
        <source>不裁边，就这样拍</source>
        <translation>Take it as it is, uncut</translation>
    </message>
    <message>
        <source>已经填的都还在。可以再试一次，也可以请人帮忙，或者带材料到窗口办。</source>
        <translation>What you filled in is still here. Try again, ask for help, or take the document to a counter.</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>请人帮忙</source>
        <translation>Ask a person for help</translation>
    </message>
    <message>
        <source>重拍</source>
        <translation>Retake</translation>
    </message>
    <message>
        <source>清楚，用这张</source>
        <translation>Yes, use it</translation>
    </message>
    <message>
        <source>拍照</source>
        <translation>Take picture</translation>
    </message>
</context>
<context>
    <name>ScreenTurner</name>
    <message>
        <source>上一屏</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>第 %1 屏，共 %2 屏</source>
        <translation>Part %1 of %2</translation>
    </message>
    <message>
        <source>下一屏</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>搜事项，例如“养老金”</source>
        <translation>Search, for example: pension</translation>
    </message>
    <message>
        <source>拼音输入</source>
        <translation>Keyboard</translation>
    </message>
</context>
<context>
    <name>SearchScreen</name>
    <message>
        <source>想办什么事？</source>
        <translation>What are you looking for?</translation>
    </message>
    <message>
        <source>可以打拼音、首字母或汉字，例如 ylj、养老金、退休金。</source>
        <translation>Type a name, pinyin or initials, for example: ylj.</translation>
    </message>
    <message>
        <source>没有叫“%1”的事项。您要找的是不是：</source>
        <translation>Nothing is called &quot;%1&quot;. Did you mean:</translation>
    </message>
    <message>
        <source>说不准叫什么？答两三个问题来找</source>
        <translation>Not sure of the name? Answer a few questions</translation>
    </message>
    <message>
        <source>没找到“%1”。换个说法，或者按类别找。</source>
        <translation>Nothing found for &quot;%1&quot;. Try other words, or browse by topic.</translation>
    </message>
    <message>
        <source>看全部服务</source>
        <translation>See all services</translation>
    </message>
    <message>
        <source>请人帮忙找，或者打 %1 问</source>
        <translation>Ask somebody to help, or call %1</translation>
    </message>
    <message>
        <source>看结果</source>
        <translation>Show results</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>这个密码太短，要和工作卡一起用。这里请用八位以上的密码。</source>
        <translation>This secret is so short that it wants the staff card too. Here use one of eight characters or more.</translation>
    </message>
    <message>
        <source>您的角色在这里没有要做的事。</source>
        <translation>Your role has nothing to do here.</translation>
    </message>
    <message>
        <source>账号读不出来，请给维护人员打电话，报 %1。</source>
        <translation>The accounts cannot be read. Call maintenance and say %1.</translation>
    </message>
    <message>
        <source>工号或密码不对，请再输一次。</source>
        <translation>Staff number or password is wrong. Try again.</translation>
    </message>
    <message>
        <source>工作人员请登录</source>
        <translation>Staff, please sign in</translation>
    </message>
    <message>
        <source>进去以后，这台终端暂停办事，退出后恢复。不是工作人员，请点“返回”。</source>
        <translation>Once you are in, this terminal stops serving people until you leave. If you are not staff, touch Back.</translation>
    </message>
    <message>
        <source>工号</source>
        <translation>Staff number</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>输错次数多了，%1 秒后再试。</source>
        <translation>Too many wrong tries. Try again in %1 s.</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Sign in</translation>
    </message>
</context>
<context>
    <name>SignaturePad</name>
    <message>
        <source>请写完整姓名</source>
        <translation>Please write your full name</translation>
    </message>
    <message>
        <source>签名区，请用手指在框里写姓名</source>
        <translation>Signature field: write your name with a finger</translation>
    </message>
    <message>
        <source>请用手指在这里写姓名</source>
        <translation>Write your name here with a finger</translation>
    </message>
    <message>
        <source>签名处</source>
        <translation>Sign here</translation>
    </message>
    <message>
        <source>重签</source>
        <translation>Sign again</translation>
    </message>
</context>
<context>
    <name>SignatureScreen</name>
    <message>
        <source>请签名，确认是您本人</source>
        <translation>Sign to confirm that it is you</translation>
    </message>
    <message>
        <source>请签名，确认内容属实</source>
        <translation>Sign to confirm that it is true</translation>
    </message>
    <message>
        <source>签名后就提交。</source>
        <translation>It is submitted when you have signed.</translation>
    </message>
    <message>
        <source>连不上平台时用刷证加签名，平台之后核对。</source>
        <translation>When the platform cannot be reached: card and signature; the platform checks later.</translation>
    </message>
    <message>
        <source>我就是刚才那张证件的本人。</source>
        <translation>I am the holder of the card just read.</translation>
    </message>
    <message>
        <source>平台之后会核对。核对不上，这次申请不算数。</source>
        <translation>The platform will check later. If it does not match, this application does not count.</translation>
    </message>
    <message>
        <source>刚才核对的内容都是真的。</source>
        <translation>What I have just checked is true.</translation>
    </message>
    <message>
        <source>签名和申请一起交给办理部门。</source>
        <translation>The signature goes to the department with the application.</translation>
    </message>
    <message>
        <source>不方便写字？不写也能确认</source>
        <translation>Cannot write? You can confirm without</translation>
    </message>
    <message>
        <source>用刚才的刷脸代替手写签名，会这样记下来</source>
        <translation>Your face check stands in for the signature and is recorded so</translation>
    </message>
    <message>
        <source>用刚才的短信验证代替手写签名，会这样记下来</source>
        <translation>Your SMS code stands in for the signature and is recorded so</translation>
    </message>
    <message>
        <source>不方便写字？请人帮忙</source>
        <translation>Hard to write? Ask for help</translation>
    </message>
    <message>
        <source>同意并签名</source>
        <translation>Agree and sign</translation>
    </message>
</context>
<context>
    <name>SmsCodeScreen</name>
    <message>
        <source>还差 %1 位数字</source>
        <translation>Digits missing: %1</translation>
    </message>
    <message>
        <source>验证码过期了，请再要一个</source>
        <translation>The code has expired. Please ask for a new one</translation>
    </message>
    <message>
        <source>验证码不对，还可以试 %1 次</source>
        <translation>Wrong code. Tries left: %1</translation>
    </message>
    <message>
        <source>请输入短信里的 6 位数字</source>
        <translation>Enter the 6 digits from the SMS</translation>
    </message>
    <message>
        <source>正在发短信</source>
        <translation>Sending the SMS</translation>
    </message>
    <message>
        <source>发到 %1</source>
        <translation>Sent to %1</translation>
    </message>
    <message>
        <source>没收到？%1 秒后可以再发</source>
        <translation>Not received? Wait %1 s</translation>
    </message>
    <message>
        <source>没收到？再发一次</source>
        <translation>Not received? Send again</translation>
    </message>
    <message>
        <source>换一种方式</source>
        <translation>Another way</translation>
    </message>
    <message>
        <source>确认</source>
        <translation>Confirm</translation>
    </message>
</context>
<context>
    <name>SpeechBar</name>
    <message>
        <source>朗读</source>
        <translation>Reading aloud</translation>
    </message>
    <message>
        <source>再念一遍</source>
        <translation>Again</translation>
    </message>
    <message>
        <source>慢一点</source>
        <translation>Slower</translation>
    </message>
    <message>
        <source>快一点</source>
        <translation>Faster</translation>
    </message>
    <message>
        <source>小声点</source>
        <translation>Softer</translation>
    </message>
    <message>
        <source>大声点</source>
        <translation>Louder</translation>
    </message>
    <message>
        <source>遮住屏幕</source>
        <translation>Cover</translation>
    </message>
    <message>
        <source>停止朗读</source>
        <translation>Stop</translation>
    </message>
</context>
<context>
    <name>SpeechCurtain</name>
    <message>
        <source>正在用耳机办理</source>
        <translation>In use with headphones</translation>
    </message>
    <message>
        <source>屏幕已遮住，按键照常用。按 0、点下面的按钮，或拔下耳机，画面就回来。</source>
        <translation>The screen is covered; the keys still work. Press 0, touch the button below, or pull out the headphones to see it again.</translation>
    </message>
    <message>
        <source>显示画面</source>
        <translation>Show the screen</translation>
    </message>
</context>
<context>
    <name>StepIndicator</name>
    <message>
        <source>验证身份</source>
        <translation>Identify</translation>
    </message>
    <message>
        <source>填写信息</source>
        <translation>Fill in</translation>
    </message>
    <message>
        <source>核对</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>签名</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>提交</source>
        <translation>Submit</translation>
    </message>
    <message>
        <source>出示证照</source>
        <translation>Show licence</translation>
    </message>
    <message>
        <source>第 %1 步，共 %2 步 · %3</source>
        <translation>Step %1 of %2 · %3</translation>
    </message>
    <message>
        <source>第 %1 步</source>
        <translation>Step %1</translation>
    </message>
    <message>
        <source>，共 %1 步</source>
        <translation> of %1</translation>
    </message>
</context>
<context>
    <name>SubmittingScreen</name>
    <message>
        <source>正在提交，请稍等</source>
        <translation>Submitting. Please wait</translation>
    </message>
    <message>
        <source>不用再点，同一件事不会送两次。</source>
        <translation>No need to touch again. It is never sent twice.</translation>
    </message>
    <message>
        <source>正在等平台回答</source>
        <translation>Waiting for the platform</translation>
    </message>
    <message>
        <source>正在存到这台终端</source>
        <translation>Saving in this terminal</translation>
    </message>
    <message>
        <source>部门收到了，正在审，马上有结果</source>
        <translation>The department has it and is deciding; the result comes at once</translation>
    </message>
    <message>
        <source>已经等了 %1 秒</source>
        <translation>%1 seconds so far</translation>
    </message>
    <message>
        <source>平台一时没有回答也不要紧：会先安全地存在这台终端，再自动送出。下一页会告诉您到了哪一步。</source>
        <translation>If the platform does not answer now, it is kept safely here and sent by itself. The next page says how far it got.</translation>
    </message>
</context>
<context>
    <name>SummaryRowItem</name>
    <message>
        <source>修改%1</source>
        <translation>Change %1</translation>
    </message>
    <message>
        <source>没有填</source>
        <translation>Not filled in</translation>
    </message>
    <message>
        <source>已改</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>修改</source>
        <translation>Change</translation>
    </message>
</context>
<context>
    <name>Tappable</name>
    <message>
        <source>现在不能点</source>
        <translation>not available now</translation>
    </message>
</context>
<context>
    <name>TaskTexts</name>
    <message>
        <source>请填写%1</source>
        <translation>Please fill in: %1</translation>
    </message>
    <message>
        <source>请选择%1</source>
        <translation>Please choose: %1</translation>
    </message>
    <message>
        <source>%1还差 %2 个字</source>
        <translation>%1: %2 more characters needed</translation>
    </message>
    <message>
        <source>%1多了 %2 个字</source>
        <translation>%1: %2 characters too many</translation>
    </message>
    <message>
        <source>%1多了 %2 位数字</source>
        <translation>%1: digits too many: %2</translation>
    </message>
    <message>
        <source>%1还差 %2 位数字</source>
        <translation>%1: digits missing: %2</translation>
    </message>
    <message>
        <source>%1的开头不对，手机号码以 13 到 19 开头</source>
        <translation>%1: mobile numbers begin with 13 to 19</translation>
    </message>
    <message>
        <source>%1不能小于 %2</source>
        <translation>%1: at least %2</translation>
    </message>
    <message>
        <source>%1不能大于 %2</source>
        <translation>%1: at most %2</translation>
    </message>
    <message>
        <source>%1只能填数字</source>
        <translation>%1: digits only</translation>
    </message>
    <message>
        <source>没有这一天，请重新选%1</source>
        <translation>There is no such day. Please choose again: %1</translation>
    </message>
    <message>
        <source>%1要在今天以后</source>
        <translation>%1: must be after today</translation>
    </message>
    <message>
        <source>%1不能在今天以后</source>
        <translation>%1: cannot be after today</translation>
    </message>
    <message>
        <source>%1里有用不了的字或符号，请换一种写法</source>
        <translation>%1: has a character that cannot be used. Please write it another way</translation>
    </message>
    <message>
        <source>请扫描%1</source>
        <translation>Please scan: %1</translation>
    </message>
    <message>
        <source>%1的照片太大，请重新拍一张</source>
        <translation>%1: the picture is too large. Please take it again</translation>
    </message>
    <message>
        <source>请再看一下%1</source>
        <translation>Please look again: %1</translation>
    </message>
    <message>
        <source>U 盘拔出来了，没有读完</source>
        <translation>The stick was pulled out too soon</translation>
    </message>
    <message>
        <source>这个文件太大，或者超过 10 页</source>
        <translation>The file is too large, or has more than 10 pages</translation>
    </message>
    <message>
        <source>这个文件打不开</source>
        <translation>The file cannot be opened</translation>
    </message>
    <message>
        <source>这台机器现在读不了 U 盘</source>
        <translation>USB sticks cannot be read here now</translation>
    </message>
    <message>
        <source>没看到脸，请站到屏幕正前方</source>
        <translation>No face seen. Please stand in front of the screen</translation>
    </message>
    <message>
        <source>画面里有别人，请只留您自己</source>
        <translation>Somebody else is in the picture. Only you, please</translation>
    </message>
    <message>
        <source>离得远了，请靠近一点</source>
        <translation>Too far. Please come closer</translation>
    </message>
    <message>
        <source>离得近了，请退后一点</source>
        <translation>Too near. Please step back a little</translation>
    </message>
    <message>
        <source>光线太暗，请让脸朝着亮的地方</source>
        <translation>Too dark. Please face the light</translation>
    </message>
    <message>
        <source>光线太亮，请避开强光</source>
        <translation>Too bright. Please avoid strong light</translation>
    </message>
    <message>
        <source>背后太亮，请换个位置站</source>
        <translation>Too bright behind you. Please stand somewhere else</translation>
    </message>
    <message>
        <source>请摘下口罩</source>
        <translation>Please take off your mask</translation>
    </message>
    <message>
        <source>请摘下墨镜，让眼睛露出来</source>
        <translation>Please take off your sunglasses so that your eyes can be seen</translation>
    </message>
    <message>
        <source>没关系，马上再来一次</source>
        <translation>Never mind, we will try again in a moment</translation>
    </message>
    <message>
        <source>画面有点糊，请站稳别动</source>
        <translation>A little blurred. Please hold still</translation>
    </message>
    <message>
        <source>请正对着屏幕</source>
        <translation>Please look straight at the screen</translation>
    </message>
    <message>
        <source>很好，请保持不动</source>
        <translation>Good. Please hold still</translation>
    </message>
    <message>
        <source>正在比对，请稍等</source>
        <translation>Comparing. Please wait</translation>
    </message>
    <message>
        <source>正在等摄像头出画面</source>
        <translation>Waiting for the camera</translation>
    </message>
    <message>
        <source>请看着屏幕里的自己</source>
        <translation>Please look at yourself on the screen</translation>
    </message>
    <message>
        <source>请眨一下眼睛</source>
        <translation>Please blink</translation>
    </message>
    <message>
        <source>请慢慢向左转头</source>
        <translation>Please turn your head slowly to the left</translation>
    </message>
    <message>
        <source>请慢慢向右转头</source>
        <translation>Please turn your head slowly to the right</translation>
    </message>
    <message>
        <source>请把脸靠近一点</source>
        <translation>Please bring your face a little closer</translation>
    </message>
    <message>
        <source>动作还没做完，时间就到了。不着急，跟着提示做。</source>
        <translation>Time ran out before the movement was done. Take it easy and follow the hint.</translation>
    </message>
    <message>
        <source>刚才有一会儿没看到您的脸。请一直留在画面里。</source>
        <translation>Your face could not be seen for a moment. Please stay in the picture.</translation>
    </message>
    <message>
        <source>刚才画面里换了一张脸。请只留您自己。</source>
        <translation>There was another face in the picture. Please stay in it alone.</translation>
    </message>
    <message>
        <source>刚才光线或角度不合适，不是您的问题。</source>
        <translation>The light or the angle was not right. It is not your fault.</translation>
    </message>
    <message>
        <source>短信验证码</source>
        <translation>SMS code</translation>
    </message>
    <message>
        <source>刷脸</source>
        <translation>Face check</translation>
    </message>
    <message>
        <source>刷证加签名</source>
        <translation>Card and signature</translation>
    </message>
    <message>
        <source>用短信</source>
        <translation>Use SMS</translation>
    </message>
    <message>
        <source>用刷脸</source>
        <translation>Use face check</translation>
    </message>
    <message>
        <source>用签名</source>
        <translation>Use signature</translation>
    </message>
    <message>
        <source>发到您预留的手机 %1</source>
        <translation>To the phone you registered, %1</translation>
    </message>
    <message>
        <source>发到您预留的手机</source>
        <translation>To the phone you registered</translation>
    </message>
    <message>
        <source>不拍照片</source>
        <translation>No picture is taken</translation>
    </message>
    <message>
        <source>要用手机收一条短信</source>
        <translation>You receive a message on your phone</translation>
    </message>
    <message>
        <source>站到屏幕前看一眼</source>
        <translation>Look at the screen for a moment</translation>
    </message>
    <message>
        <source>照片只用来比对，比完马上删</source>
        <translation>The picture is only compared and deleted at once</translation>
    </message>
    <message>
        <source>先问您同不同意</source>
        <translation>You are asked for consent first</translation>
    </message>
    <message>
        <source>在屏幕上签名</source>
        <translation>You sign on the screen</translation>
    </message>
    <message>
        <source>不拍照片，不用手机</source>
        <translation>No picture, no phone</translation>
    </message>
    <message>
        <source>连不上平台时用，平台之后核对</source>
        <translation>For when the platform cannot be reached; it checks later</translation>
    </message>
    <message>
        <source>连不上平台，现在用不了</source>
        <translation>No platform: not possible now</translation>
    </message>
    <message>
        <source>正在问平台，请稍等</source>
        <translation>Asking the platform. Please wait</translation>
    </message>
    <message>
        <source>平台上没有您的手机号码</source>
        <translation>The platform has no phone number of yours</translation>
    </message>
    <message>
        <source>这次不能再试了，请用别的方式</source>
        <translation>No more tries this time. Please use another way</translation>
    </message>
    <message>
        <source>未满 14 岁不刷脸。请监护人替他办，或用别的方式</source>
        <translation>No face check under 14. A guardian can act for the child, or use another way</translation>
    </message>
    <message>
        <source>摄像头现在用不了</source>
        <translation>The camera is not working now</translation>
    </message>
    <message>
        <source>证件里的照片没有读出来</source>
        <translation>The photo on the card could not be read</translation>
    </message>
    <message>
        <source>这台机器读不了证件里的照片</source>
        <translation>This terminal cannot read the photo on the card</translation>
    </message>
    <message>
        <source>这台机器的刷脸先停一会儿</source>
        <translation>The face check at this terminal rests for a while</translation>
    </message>
    <message>
        <source>这台机器的比对功能没有开</source>
        <translation>The face check is switched off on this terminal</translation>
    </message>
    <message>
        <source>现在用不了</source>
        <translation>Not possible now</translation>
    </message>
    <message>
        <source>光线或角度不合适，不是您的问题。可以再试，也可以换一种方式。</source>
        <translation>Light or angle, not your fault. You can try again or use another way.</translation>
    </message>
    <message>
        <source>这次先不用刷脸了，不是您的问题。请用别的方式，一样能办。</source>
        <translation>No more face check this time; it is not your fault. Another way does just as well.</translation>
    </message>
    <message>
        <source>验证码用完了次数。请用别的方式，一样能办。</source>
        <translation>No more tries with the code. Another way does just as well.</translation>
    </message>
    <message>
        <source>平台刚才没有回答。可以再试一次，也可以换一种方式。</source>
        <translation>The platform did not answer. Try again, or use another way.</translation>
    </message>
</context>
<context>
    <name>TechnicianArea</name>
    <message>
        <source>正在停止对外服务</source>
        <translation>Closing to the public</translation>
    </message>
    <message>
        <source>正在归还设备，请稍等</source>
        <translation>Giving the devices back, please wait</translation>
    </message>
</context>
<context>
    <name>TextEntry</name>
    <message>
        <source>点这里填</source>
        <translation>Touch here to fill in</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>读卡区现在用不了</source>
        <translation>The card reader is not working now</translation>
    </message>
    <message>
        <source>等了一会儿，没有放证件</source>
        <translation>No card was laid down</translation>
    </message>
    <message>
        <source>这张证件过期了</source>
        <translation>This card has expired</translation>
    </message>
    <message>
        <source>这不是能用的证件</source>
        <translation>This card is not accepted</translation>
    </message>
    <message>
        <source>证件里的信息没读完整</source>
        <translation>The card was not read completely</translation>
    </message>
    <message>
        <source>这张证件没读出来</source>
        <translation>Could not read this card</translation>
    </message>
    <message>
        <source>证件拿早了，请再放一次</source>
        <translation>Taken too soon. Please lay it down again</translation>
    </message>
    <message>
        <source>证件没有认出来，请再放一次</source>
        <translation>Not recognised. Please lay it down again</translation>
    </message>
    <message>
        <source>刚才没读好，请再放一次</source>
        <translation>Not read well. Please lay it down again</translation>
    </message>
    <message>
        <source>还要办的话，点“再试一次”。</source>
        <translation>To go on, touch &quot;Try again&quot;.</translation>
    </message>
    <message>
        <source>有效期到 %1。请先到发证机关换新证件。</source>
        <translation>It was valid to %1. Please have it renewed by the issuing authority first.</translation>
    </message>
    <message>
        <source>请先到发证机关换新证件。</source>
        <translation>Please have it renewed by the issuing authority first.</translation>
    </message>
    <message>
        <source>请用另一台终端，或者请人帮忙。</source>
        <translation>Please use another terminal, or ask for help.</translation>
    </message>
    <message>
        <source>这是刚才那张证件</source>
        <translation>This is the card from before</translation>
    </message>
    <message>
        <source>未满 18 岁，不能替别人办</source>
        <translation>Under 18: cannot act for others</translation>
    </message>
    <message>
        <source>这位还未满 18 岁</source>
        <translation>This person is under 18</translation>
    </message>
    <message>
        <source>这位已经满 18 岁</source>
        <translation>This person is 18 or older</translation>
    </message>
    <message>
        <source>请拿走它，放您自己的证件。</source>
        <translation>Take it away and place your own card.</translation>
    </message>
    <message>
        <source>请换一位成年人来办。</source>
        <translation>An adult has to do this.</translation>
    </message>
    <message>
        <source>孩子的事由监护人办：请返回，选“给孩子办”。</source>
        <translation>A guardian acts for a child: go back and choose &quot;For a child&quot;.</translation>
    </message>
    <message>
        <source>请返回，选“给家人或别人办”。</source>
        <translation>Go back and choose &quot;For family or somebody else&quot;.</translation>
    </message>
    <message>
        <source>请放居民身份证，或者居住证、永久居留身份证。</source>
        <translation>Please use a resident ID card, a residence permit or a permanent resident ID card.</translation>
    </message>
    <message>
        <source>请拿起来再放一次。还是不行，就请人帮忙。</source>
        <translation>Lift it and lay it down again. If it still fails, ask for help.</translation>
    </message>
    <message>
        <source>换个方向平放再试，或者用下面的办法。</source>
        <translation>Lay it the other way round, or use one of the ways below.</translation>
    </message>
    <message>
        <source>拿起来，再平放，放稳 3 秒。</source>
        <translation>Lift it, lay it flat, keep it still for 3 seconds.</translation>
    </message>
    <message>
        <source>摄像头画面是黑的，可能被挡住了</source>
        <translation>The camera sees only black. Something may cover it</translation>
    </message>
    <message>
        <source>摄像头正在忙，请等一下</source>
        <translation>The camera is busy. Please wait</translation>
    </message>
    <message>
        <source>摄像头刚才没有画面</source>
        <translation>The camera gave no picture</translation>
    </message>
    <message>
        <source>摄像头现在用不了</source>
        <translation>The camera is not working now</translation>
    </message>
    <message>
        <source>凭条纸用完了，办事不受影响</source>
        <translation>Slip paper is out. Your matter is not affected</translation>
    </message>
    <message>
        <source>凭条卡住了，没有打出来，办事不受影响</source>
        <translation>The slip is jammed. Your matter is not affected</translation>
    </message>
    <message>
        <source>凭条机的盖子没关好，办事不受影响</source>
        <translation>The slip printer is open. Your matter is not affected</translation>
    </message>
    <message>
        <source>凭条机的切刀卡住了，办事不受影响</source>
        <translation>The cutter of the slip printer is stuck. Your matter is not affected</translation>
    </message>
    <message>
        <source>凭条纸没有放好，办事不受影响</source>
        <translation>The slip paper is not in place. Your matter is not affected</translation>
    </message>
    <message>
        <source>凭条机太热了，凉一会儿再打</source>
        <translation>The slip printer is too hot. It prints again when it has cooled</translation>
    </message>
    <message>
        <source>凭条机没有连上，办事不受影响</source>
        <translation>The slip printer is not connected. Your matter is not affected</translation>
    </message>
    <message>
        <source>不知道凭条出来没有，请看一下出纸口</source>
        <translation>The slip may or may not be out. Please look at the slot</translation>
    </message>
    <message>
        <source>凭条机正在忙，请过一会儿再试</source>
        <translation>The slip printer is busy. Please try again in a moment</translation>
    </message>
    <message>
        <source>凭条机现在打不了，办事不受影响</source>
        <translation>The slip printer is not working. Your matter is not affected</translation>
    </message>
    <message>
        <source>现在连不上平台</source>
        <translation>The platform cannot be reached now</translation>
    </message>
    <message>
        <source>现在网络不通</source>
        <translation>The network is down</translation>
    </message>
    <message>
        <source>网络找不到平台的地址</source>
        <translation>The network finds no address for the platform</translation>
    </message>
    <message>
        <source>平台没有接通，可能在维护</source>
        <translation>The platform takes no connection; it may be under maintenance</translation>
    </message>
    <message>
        <source>等了很久，没有接通平台</source>
        <translation>The platform could not be reached in time</translation>
    </message>
    <message>
        <source>去平台的代理没有接通</source>
        <translation>The proxy to the platform is out of reach</translation>
    </message>
    <message>
        <source>去平台的代理没有认出这台终端</source>
        <translation>The proxy to the platform does not know this terminal</translation>
    </message>
    <message>
        <source>去平台的代理没有放行</source>
        <translation>The proxy does not let this terminal through to the platform</translation>
    </message>
    <message>
        <source>代理接通了，它那边还没接通平台</source>
        <translation>The proxy answers, but cannot reach the platform itself</translation>
    </message>
    <message>
        <source>去平台的代理回答得不对</source>
        <translation>The proxy to the platform gives no proper answer</translation>
    </message>
    <message>
        <source>平台没有及时回答</source>
        <translation>The platform did not answer in time</translation>
    </message>
    <message>
        <source>平台回答到一半断了</source>
        <translation>The platform’s answer broke off</translation>
    </message>
    <message>
        <source>和平台的加密连接没有建成，为了安全先不连</source>
        <translation>No secure line to the platform came about, so we stay off it</translation>
    </message>
    <message>
        <source>平台证书上的名字不对，为了安全先不连</source>
        <translation>The platform’s certificate bears another name, so we stay off it</translation>
    </message>
    <message>
        <source>平台的证书过期了，为了安全先不连</source>
        <translation>The platform’s certificate has expired, so we stay off it</translation>
    </message>
    <message>
        <source>平台的证书还没到生效的时间，为了安全先不连</source>
        <translation>The platform’s certificate is not valid yet, so we stay off it</translation>
    </message>
    <message>
        <source>平台的证书不是信任的机构签发的，为了安全先不连</source>
        <translation>The platform’s certificate is from an unknown authority, so we stay off it</translation>
    </message>
    <message>
        <source>这台终端的时间不对，为了安全先不连</source>
        <translation>The clock of this terminal is wrong, so we stay off the platform</translation>
    </message>
    <message>
        <source>平台没有认出这台终端，为了安全先不连</source>
        <translation>The platform does not recognise this terminal, so we stay off it</translation>
    </message>
    <message>
        <source>别的设备代替平台回答了，为了安全先不连</source>
        <translation>Another device answers in the platform’s place, so we stay off it</translation>
    </message>
    <message>
        <source>平台的回答没有通过核对，没有采用</source>
        <translation>The platform’s answer did not pass our checks and was not used</translation>
    </message>
    <message>
        <source>平台正忙，会自动再连</source>
        <translation>The platform is busy; we keep trying</translation>
    </message>
    <message>
        <source>平台出了故障，会自动再连</source>
        <translation>The platform is out of order; we keep trying</translation>
    </message>
    <message>
        <source>这个事项刚刚停办或有改动，现在办不了</source>
        <translation>This service has just been withdrawn or changed</translation>
    </message>
    <message>
        <source>平台暂时不让再试，请到窗口办</source>
        <translation>The platform allows no more tries for now. Please go to a counter</translation>
    </message>
    <message>
        <source>平台没有收下这次申请</source>
        <translation>The platform did not take this application</translation>
    </message>
    <message>
        <source>平台现在没有回答</source>
        <translation>The platform is not answering</translation>
    </message>
    <message>
        <source>这台终端存满了，没有存下来</source>
        <translation>This terminal is full; it was not saved</translation>
    </message>
    <message>
        <source>这台终端没能把信息存下来</source>
        <translation>This terminal could not save it</translation>
    </message>
    <message>
        <source>来自证件</source>
        <translation>From your card</translation>
    </message>
    <message>
        <source>来自电子证照</source>
        <translation>From an e-licence</translation>
    </message>
    <message>
        <source>来自平台档案</source>
        <translation>From the platform</translation>
    </message>
    <message>
        <source>就是本网点</source>
        <translation>This branch</translation>
    </message>
    <message>
        <source>%1 年 %2 月 %3 日</source>
        <translation>%3 %2 %1</translation>
    </message>
    <message>
        <source>%1 月 %2 日 %3</source>
        <translation>%2 %1, %3</translation>
    </message>
</context>
<context>
    <name>TouchPage</name>
    <message>
        <source>用手指擦过每一格</source>
        <translation>Wipe a finger over every cell</translation>
    </message>
    <message>
        <source>还剩 %1 格。停手 %2 秒就结束。</source>
        <translation>%1 cells left. It ends %2 s after the last touch.</translation>
    </message>
    <message>
        <source>每一格都有反应</source>
        <translation>Every cell felt the touch</translation>
    </message>
    <message>
        <source>有 %1 格没有反应</source>
        <translation>%1 cells felt nothing</translation>
    </message>
    <message>
        <source>红框的地方没有感觉到手指。擦干净屏幕再测；还是这样就换屏。</source>
        <translation>The framed places felt no finger. Clean the screen and test again; replace it if they stay.</translation>
    </message>
    <message>
        <source>再测一次</source>
        <translation>Test again</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>VerifyScreen</name>
    <message>
        <source>平台是这样说的</source>
        <translation>The platform says</translation>
    </message>
    <message>
        <source>正在问平台，请稍等</source>
        <translation>Asking the platform, please wait</translation>
    </message>
    <message>
        <source>没有问到</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>现在扫不了码</source>
        <translation>Codes cannot be read now</translation>
    </message>
    <message>
        <source>请把码放到摄像头下面</source>
        <translation>Lay the code under the camera</translation>
    </message>
    <message>
        <source>请把码对准扫码口</source>
        <translation>Hold the code to the scanner</translation>
    </message>
    <message>
        <source>是真的，现在有效</source>
        <translation>Genuine and valid now</translation>
    </message>
    <message>
        <source>已经过期</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>已经注销，或者已经用过</source>
        <translation>Revoked, or used already</translation>
    </message>
    <message>
        <source>平台查不到这个码</source>
        <translation>The platform does not know this code</translation>
    </message>
    <message>
        <source>请再看一眼：持证人是不是面前这个人。</source>
        <translation>Look again: is the holder the person before you?</translation>
    </message>
    <message>
        <source>如果是手机上的码，请对方点“换新码”再扫一次。</source>
        <translation>If it is on a phone, ask for a new code and scan again.</translation>
    </message>
    <message>
        <source>一个码只能用一次。请对方换一个新码，再扫一次。</source>
        <translation>A code works once. Ask for a new one and scan again.</translation>
    </message>
    <message>
        <source>可能没有电子化，也可能是假的，只凭这个码看不出来。打 %1 问。</source>
        <translation>It may not be digitised, or not be genuine; the code alone does not tell. Call %1.</translation>
    </message>
    <message>
        <source>这个码太长了，不是证照的码。请换一个再扫。</source>
        <translation>This code is too long to be a licence&apos;s. Try another.</translation>
    </message>
    <message>
        <source>没有读清楚，或者不是证照的码。放平、别反光，再扫一次。</source>
        <translation>Not readable, or not a licence&apos;s code. Hold it flat, without glare, and try again.</translation>
    </message>
    <message>
        <source>电子证照的码、证照编号的码、证明上的验证码，都可以。</source>
        <translation>The code of a licence, of its number, or of a certificate.</translation>
    </message>
    <message>
        <source>等您的码</source>
        <translation>Waiting for your code</translation>
    </message>
    <message>
        <source>不用再扫</source>
        <translation>No need to scan again</translation>
    </message>
    <message>
        <source>扫到会自己往下走，不用点。</source>
        <translation>It goes on by itself once it is read.</translation>
    </message>
    <message>
        <source>摄像头看到的</source>
        <translation>What the camera sees</translation>
    </message>
    <message>
        <source>扫码口和摄像头都用不了</source>
        <translation>Neither scanner nor camera works</translation>
    </message>
    <message>
        <source>可以换一台终端，也可以打 %1，报证照编号问。</source>
        <translation>Use another terminal, or call %1 and give the licence number.</translation>
    </message>
    <message>
        <source>这不说明码是真是假。请再扫一次。</source>
        <translation>This says nothing about the code. Please scan again.</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>请人帮忙</source>
        <translation>Ask a person for help</translation>
    </message>
    <message>
        <source>证照</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>持证人</source>
        <translation>Holder</translation>
    </message>
    <message>
        <source>核验时间</source>
        <translation>Checked at</translation>
    </message>
    <message>
        <source>编号的校验位对不上。这样的真证也有，以平台的话为准。</source>
        <translation>The number&apos;s check digit does not fit. Genuine ones like this exist; the platform&apos;s word counts.</translation>
    </message>
    <message>
        <source>平台记下了这次核验的时间和用途。这台机器不留码，也不留名字。</source>
        <translation>The platform has recorded when and why this was checked. This terminal keeps no code and no name.</translation>
    </message>
    <message>
        <source>再验一个</source>
        <translation>Check another</translation>
    </message>
    <message>
        <source>完成，退出并清除信息</source>
        <translation>Finish and clear</translation>
    </message>
</context>
<context>
    <name>VideoLines</name>
    <message>
        <source>看短片：%1</source>
        <translation>Watch: %1</translation>
    </message>
    <message>
        <source>%1 秒，有字幕</source>
        <translation>%1 seconds, with captions</translation>
    </message>
</context>
<context>
    <name>VideoProgress</name>
    <message>
        <source>第 %1 秒，共 %2 秒</source>
        <translation>Second %1 of %2</translation>
    </message>
</context>
<context>
    <name>VideoScreen</name>
    <message>
        <source>这段视频现在没有了</source>
        <translation>This video is no longer there</translation>
    </message>
    <message>
        <source>取来的视频和平台登记的不一样，没有播放</source>
        <translation>The video is not the one the platform has on record. It was not played</translation>
    </message>
    <message>
        <source>这台机器存不下这段视频</source>
        <translation>This machine has no room for the video</translation>
    </message>
    <message>
        <source>这台机器放不了这段视频</source>
        <translation>This machine cannot play the video</translation>
    </message>
    <message>
        <source>这段视频没有声音，看字幕就行。</source>
        <translation>This video has no sound.</translation>
    </message>
    <message>
        <source>这台机器没有声音，看字幕就行。</source>
        <translation>No sound on this machine.</translation>
    </message>
    <message>
        <source>共 %1 秒，有字幕。声音先关着。</source>
        <translation>%1 seconds, with captions. Sound is off at first.</translation>
    </message>
    <message>
        <source>不看视频也能办：办事指南里都写着。可以再试一次，也可以打 %1 问。</source>
        <translation>You can go on without it: the guide says it all in words. Try again, or call %1.</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>请人帮忙</source>
        <translation>Ask a person for help</translation>
    </message>
    <message>
        <source>视频画面。里面说的是：%1</source>
        <translation>Picture of the video. What is said in it: %1</translation>
    </message>
    <message>
        <source>正在取视频，请稍等</source>
        <translation>Getting the video. Please wait</translation>
    </message>
    <message>
        <source>声音开着，点这里关掉</source>
        <translation>Sound is on: switch off</translation>
    </message>
    <message>
        <source>声音关着，点这里打开</source>
        <translation>Sound is off: switch on</translation>
    </message>
    <message>
        <source>暂停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>再看一遍</source>
        <translation>Watch again</translation>
    </message>
    <message>
        <source>播放</source>
        <translation>Play</translation>
    </message>
</context>
<context>
    <name>WalletScreen</name>
    <message>
        <source>我的电子证照</source>
        <translation>My e-licences</translation>
    </message>
    <message>
        <source>正在向平台取，请稍等。</source>
        <translation>Asking the platform. Please wait.</translation>
    </message>
    <message>
        <source>点一张，当面出示二维码。</source>
        <translation>Touch one to show its code in person.</translation>
    </message>
    <message>
        <source>正在取您的证照</source>
        <translation>Fetching your licences</translation>
    </message>
    <message>
        <source>连不上平台，取不到证照</source>
        <translation>No platform: cannot fetch licences</translation>
    </message>
    <message>
        <source>证照要当场向平台取，不会用旧的代替。可以再试一次，或者用实体证件。</source>
        <translation>Licences are always fetched fresh, never shown from a copy. Try again, or use the paper one.</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>请人帮忙</source>
        <translation>Ask a person for help</translation>
    </message>
    <message>
        <source>没查到证照</source>
        <translation>No licences found</translation>
    </message>
    <message>
        <source>可能还没有电子化，不代表您没有。可以用实体证件，或打 %1 问。</source>
        <translation>They may not be digitised; it does not mean you have none. Use the paper one, or call %1.</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>这个场景用的证照，您一张也没有查到。点“全部”看别的。</source>
        <translation>None of your licences is for this. Touch All to see the others.</translation>
    </message>
    <message>
        <source>数据更新于 %1</source>
        <translation>As of %1</translation>
    </message>
    <message>
        <source>完成，退出并清除信息</source>
        <translation>Finish and clear</translation>
    </message>
</context>
<context>
    <name>WantedLine</name>
    <message>
        <source>要重新交这份材料</source>
        <translation>Bring this document again</translation>
    </message>
    <message>
        <source>要重新填</source>
        <translation>Fill in again</translation>
    </message>
    <message>
        <source>您上次填的：%1</source>
        <translation>You had answered: %1</translation>
    </message>
</context>
<context>
    <name>WhoseScreen</name>
    <message>
        <source>您给谁办？</source>
        <translation>Who is this for?</translation>
    </message>
    <message>
        <source>替别人办要两个人的证件：先刷他的，再刷您的。</source>
        <translation>Acting for somebody takes both cards: theirs first, then yours.</translation>
    </message>
    <message>
        <source>给孩子办</source>
        <translation>For a child</translation>
    </message>
    <message>
        <source>孩子未满 18 岁，您是监护人。不刷孩子的脸。</source>
        <translation>The child is under 18 and you are the guardian. The child has no face check.</translation>
    </message>
    <message>
        <source>给家人或别人办</source>
        <translation>For family or somebody else</translation>
    </message>
    <message>
        <source>他本人也在，愿意让您代办，在屏幕上签名授权。</source>
        <translation>They are here too, let you act for them, and sign on the screen.</translation>
    </message>
    <message>
        <source>工作人员帮他办</source>
        <translation>With help from staff</translation>
    </message>
    <message>
        <source>他本人也在。操作由工作人员来，核对和签名由他本人来。</source>
        <translation>They are here too. Staff operate the screen; the person checks and signs.</translation>
    </message>
    <message>
        <source>他本人来不了？请到窗口，带上委托书办。</source>
        <translation>They cannot come? Please go to the counter with a power of attorney.</translation>
    </message>
    <message>
        <source>给自己办</source>
        <translation>For myself</translation>
    </message>
    <message>
        <source>返回上一页，选“开始办理”</source>
        <translation>Go back one page and choose &quot;Start&quot;</translation>
    </message>
</context>
<context>
    <name>WordsScreen</name>
    <message>
        <source>想说几句什么？</source>
        <translation>What would you like to say?</translation>
    </message>
    <message>
        <source>请写几句，怎么说都行</source>
        <translation>Write a few words, as you like</translation>
    </message>
    <message>
        <source>可以不写。别写身份证号和电话。</source>
        <translation>You may leave it empty. No ID number or phone number, please.</translation>
    </message>
    <message>
        <source>不用写身份证号。不想打字，也可以打 %1 说。</source>
        <translation>No ID number is needed. If you would rather speak, call %1.</translation>
    </message>
    <message>
        <source>写好了</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>style</name>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>中/EN</source>
        <translation>中/EN</translation>
    </message>
    <message>
        <source>好了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Hide</translation>
    </message>
    <message>
        <source>大写</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
</context>
</TS>
