<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AccessibilityBar</name>
    <message>
        <source>高对比：开</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>高对比</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>呼叫帮助</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ActionBar</name>
    <message>
        <source>下一步</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>返回</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>帮助</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>呼叫帮助</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AddressField</name>
    <message>
        <source>%1：地区</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>点这里选地区</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>街道、小区、门牌号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>点这里填：街道、小区、门牌号</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BannerBar</name>
    <message>
        <source>现在网络不通。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现在只能办这些。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这台机器现在存不了新的申请。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>能填写、能保存，暂时不能送到部门。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>其余事项的资料还没取到，会自动再取。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>可以查询和出示证照，办事请到窗口。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CategoryScreen</name>
    <message>
        <source>全部服务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>共 %1 项。点一项，先看要带什么。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这一类现在没有能在这里办的事项。可以搜一搜，或者打 %1 问。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoicePicker</name>
    <message>
        <source>找一找</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>点这里，打几个字来找</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有找到，换几个字试试。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoiceRow</name>
    <message>
        <source>第 %1 项，共 %2 项</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClearedScreen</name>
    <message>
        <source>信息已清除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>屏幕和机器里没有留下您的信息。请拿好证件和凭条。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodeBoxes</name>
    <message>
        <source>已填 %1 位，共 %2 位</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CountdownRing</name>
    <message>
        <source>还有 %1 秒</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DatePicker</name>
    <message>
        <source>1 月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2 月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3 月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4 月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>6 月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>7 月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8 月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>9 月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>10 月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>11 月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>12 月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>第 1 步，共 3 步：选年</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>第 2 步，共 3 步：选月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>第 3 步，共 3 步：选日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 年</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>一</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>二</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>三</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>四</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>五</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>六</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>日</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeviceGuidance</name>
    <message>
        <source>正在读，先别拿开</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请拿走证件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>证件放在这里</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DigitsField</name>
    <message>
        <source>已填 %1 位</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>用下面的数字键填</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>点这里填</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorSummary</name>
    <message>
        <source>有 %1 处要改</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FaultScreen</name>
    <message>
        <source>这一页打不开</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不是您的问题。可以回到首页重来，或者打 %1。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>回到首页</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldFrame</name>
    <message>
        <source>%1（可以不填）</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>已扫描</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还没有扫描</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>重新扫描</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现在扫描</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FormField</name>
    <message>
        <source>点这里选日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>点这里选，共 %1 项</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>星期一</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>星期二</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>星期三</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>星期四</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>星期五</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>星期六</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>星期日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1，自助终端 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 小时自助终端 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>测试环境</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>网络正常</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>网络中断</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>设备正常</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>有设备停用</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpScreen</name>
    <message>
        <source>找人帮忙</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>您办的事还在，按“返回”接着办。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打电话或到窗口，都有人帮您。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>政务服务热线，用您自己的电话打</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>告诉对方终端编号：%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>也可以这样</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请旁边的工作人员过来</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上班时间大厅里有人。重要的步骤还是由您自己确认。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>带证件到窗口办</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窗口能办的比机器多，每个事项的指南里写着地址。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>别把验证码告诉别人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>工作人员不会向您要验证码和密码。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HomeScreen</name>
    <message>
        <source>您好，今天办什么事？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>先选事项看清楚，需要时再刷证件。24 小时都能办。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>按类别找</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>全部服务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>一页一页看</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>电子证照</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>出示二维码给人扫</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没网，现在取不到证照</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>找人帮忙</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打 %1，或到窗口</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IdleDialog</name>
    <message>
        <source>您还在吗？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 秒后会退出，并清除屏幕上的信息</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>继续办理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>退出并清除</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ItemList</name>
    <message>
        <source>要等网络</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>读卡区坏了，先看指南</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现在办不了，先看指南</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ItemScreen</name>
    <message>
        <source>谁能办</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>要带什么</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>多久办好</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>收不收钱</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这一项要连上网才能办，现在网络不通。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这一项不能先保存后送出，要等网络恢复。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>读卡区坏了，这台机器现在读不了证件。我们已报修。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这台机器现在办不了这一项。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>可以到窗口办（地址见下面），或者打 %1 问。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现在网络不通。可以先填好存在这台机器里，网一通就自动送出；送到部门以前不算受理。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>材料</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>也可以到：%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这份指南是 %1 的，网络通了再核对。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>开始办理</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LeaveDialog</name>
    <message>
        <source>要退出吗？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>退出后，屏幕上的信息会全部清除。没有提交的内容不会保留。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>继续办理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>退出并清除</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MaterialLine</name>
    <message>
        <source>电子证照，免交</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>部门共享，免交</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已扫描</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>选交</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现场扫描</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumericKeypad</name>
    <message>
        <source>数字键盘</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>清空</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>删一位</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PagedArea</name>
    <message>
        <source>上一屏</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>第 %1 屏，共 %2 屏</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一屏</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Pager</name>
    <message>
        <source>上一页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>第 %1 页，共 %2 页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一页</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrefilledCard</name>
    <message>
        <source>这几项已经带出，不用再填</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrimaryButton</name>
    <message>
        <source>正在处理…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QrCard</name>
    <message>
        <source>凭条二维码</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>搜事项，例如“养老金”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>拼音输入</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchScreen</name>
    <message>
        <source>想办什么事？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>可以打拼音、首字母或汉字，例如 ylj、养老金、退休金。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没找到“%1”。换个说法，或者按类别找。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>看全部服务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请人帮忙找</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignaturePad</name>
    <message>
        <source>请写完整姓名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>签名区，请用手指在框里写姓名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请用手指在这里写姓名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>签名处</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>重签</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepIndicator</name>
    <message>
        <source>验证身份</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>填写信息</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>核对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>签名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>提交</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>出示证照</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>第 %1 步，共 %2 步，%3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>第 %1 步</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>，共 %1 步</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SummaryRowItem</name>
    <message>
        <source>修改%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有填</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已改</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>修改</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TaskTexts</name>
    <message>
        <source>请填写%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请选择%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1还差 %2 个字</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1多了 %2 个字</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1多了 %2 位数字</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1还差 %2 位数字</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1的开头不对，手机号码以 13 到 19 开头</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1不能小于 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1不能大于 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1只能填数字</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有这一天，请重新选%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1要在今天以后</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1不能在今天以后</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1里有用不了的字或符号，请换一种写法</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请扫描%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1的照片太大，请重新拍一张</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请再看一下%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没看到脸，请站到屏幕正前方</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>画面里有别人，请只留您自己</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>离得远了，请靠近一点</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>离得近了，请退后一点</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>光线太暗，请让脸朝着亮的地方</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>光线太亮，请避开强光</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>画面有点糊，请站稳别动</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请正对着屏幕</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>很好，请保持不动</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在比对，请稍等</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在等摄像头出画面</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请看着屏幕里的自己</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请眨一下眼睛</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请慢慢向左转头</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请慢慢向右转头</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请把脸靠近一点</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>短信验证码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>刷脸</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>刷证加签名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>用短信</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>用刷脸</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>用签名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>发到您预留的手机 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>发到您预留的手机</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不拍照片</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>要用手机收一条短信</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>站到屏幕前看一眼</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>照片只用来比对，比完马上删</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>先问您同不同意</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>在屏幕上签名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不拍照片，不用手机</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>线路不通时用，平台之后核对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>线路不通，现在用不了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在问平台，请稍等</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>平台上没有您的手机号码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这次不能再试了，请用别的方式</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>摄像头现在用不了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>证件里的照片没有读出来</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这台机器读不了证件里的照片</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这台机器的比对功能没有开</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现在用不了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>光线或角度不合适，不是您的问题。可以再试，也可以换一种方式。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这次先不用刷脸了，不是您的问题。请用别的方式，一样能办。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>验证码用完了次数。请用别的方式，一样能办。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>平台刚才没有回答。可以再试一次，也可以换一种方式。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TextEntry</name>
    <message>
        <source>点这里填</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>读卡区现在用不了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>等了一会儿，没有放证件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这张证件过期了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这不是能用的证件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>证件里的信息没读完整</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这张证件没读出来</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>证件拿早了，请再放一次</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>证件没有认出来，请再放一次</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>刚才没读好，请再放一次</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不是您的证件有问题。请用另一台终端，或者请人帮忙。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还要办的话，点“再试一次”。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>有效期到 %1。请先到发证机关换新证件。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请先到发证机关换新证件。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请放身份证，或者下面写的居住证、居留证。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请拿起来再放一次。还是不行，就请人帮忙。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>换个方向平放再试，或者用下面的办法。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>拿起来，再平放，放稳 3 秒。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>摄像头画面是黑的，可能被挡住了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>摄像头正在忙，请等一下</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>摄像头刚才没有画面</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>摄像头现在用不了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>凭条纸用完了，办事不受影响</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>凭条卡住了，没有打出来，办事不受影响</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>凭条机的盖子没关好，办事不受影响</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不知道凭条出来没有，请看一下出纸口</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>凭条机正在忙，请过一会儿再试</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>凭条机现在打不了，办事不受影响</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现在网络不通</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>平台没有及时回答</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这台终端和平台没有互相验证通过，为了安全先不连</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>平台正忙或在维护</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这个事项刚刚停办或有改动，现在办不了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>平台暂时不让再试，请到窗口办</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>平台没有收下这次申请</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>平台现在没有回答</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这台终端存满了，没有存下来</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这台终端没能把信息存下来</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>来自证件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>来自电子证照</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>来自平台档案</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 年 %2 月 %3 日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 月 %2 日 %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
