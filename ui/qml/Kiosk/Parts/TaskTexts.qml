// Words for form errors, face guidance, challenges and ways of identity: codes in, sentences out.
pragma Singleton

import QtQml

QtObject {
    // The same sentence stands in the summary and at the field.
    function formError(code: string, label: string, n: int, limit: string): string {
        switch (code) {
        case "required":
            return qsTr("请填写%1").arg(label);
        case "choose":
            return qsTr("请选择%1").arg(label);
        case "too-short":
            return qsTr("%1还差 %2 个字").arg(label).arg(n);
        case "too-long":
            return qsTr("%1多了 %2 个字").arg(label).arg(n);
        case "phone-digits":
            return n < 0 ? qsTr("%1多了 %2 位数字").arg(label).arg(-n) : qsTr("%1还差 %2 位数字").arg(label).arg(n);
        case "phone-start":
            return qsTr("%1的开头不对，手机号码以 13 到 19 开头").arg(label);
        case "number-low":
            return qsTr("%1不能小于 %2").arg(label).arg(limit);
        case "number-high":
            return qsTr("%1不能大于 %2").arg(label).arg(limit);
        case "not-a-number":
            return qsTr("%1只能填数字").arg(label);
        case "date-impossible":
            return qsTr("没有这一天，请重新选%1").arg(label);
        case "date-past":
            return qsTr("%1要在今天以后").arg(label);
        case "date-future":
            return qsTr("%1不能在今天以后").arg(label);
        case "characters":
            return qsTr("%1里有用不了的字或符号，请换一种写法").arg(label);
        case "file-missing":
            return qsTr("请扫描%1").arg(label);
        case "file-large":
            return qsTr("%1的照片太大，请重新拍一张").arg(label);
        default:
            return qsTr("请再看一下%1").arg(label);
        }
    }

    // Why a file of the person's stick was not taken.
    function stick(code: string): string {
        switch (code) {
        case "stick.gone":
            return qsTr("U 盘拔出来了，没有读完");
        case "stick.file-too-large":
            return qsTr("这个文件太大，或者超过 10 页");
        case "stick.file-unreadable":
            return qsTr("这个文件打不开");
        default:
            return qsTr("这台机器现在读不了 U 盘");
        }
    }

    function guidance(code: string): string {
        switch (code) {
        case "no-face":
            return qsTr("没看到脸，请站到屏幕正前方");
        case "several-faces":
            return qsTr("画面里有别人，请只留您自己");
        case "too-far":
            return qsTr("离得远了，请靠近一点");
        case "too-near":
            return qsTr("离得近了，请退后一点");
        case "too-dark":
            return qsTr("光线太暗，请让脸朝着亮的地方");
        case "too-bright":
            return qsTr("光线太亮，请避开强光");
        case "backlit":
            return qsTr("背后太亮，请换个位置站");
        case "take-off-mask":
            return qsTr("请摘下口罩");
        case "take-off-glasses":
            return qsTr("请摘下墨镜，让眼睛露出来");
        case "again":
            return qsTr("没关系，马上再来一次");
        case "blurred":
            return qsTr("画面有点糊，请站稳别动");
        case "look-straight":
            return qsTr("请正对着屏幕");
        case "hold-still":
            return qsTr("很好，请保持不动");
        case "comparing":
            return qsTr("正在比对，请稍等");
        case "camera":
            return qsTr("正在等摄像头出画面");
        default:
            return qsTr("请看着屏幕里的自己");
        }
    }

    function challenge(code: string): string {
        switch (code) {
        case "blink":
            return qsTr("请眨一下眼睛");
        case "turn-left":
            return qsTr("请慢慢向左转头");
        case "turn-right":
            return qsTr("请慢慢向右转头");
        case "closer":
            return qsTr("请把脸靠近一点");
        default:
            return guidance(code);
        }
    }

    function challengeIcon(code: string): string {
        switch (code) {
        case "blink":
            return "eye";
        case "turn-left":
            return "arrow-left";
        case "turn-right":
            return "arrow-right";
        case "closer":
            return "zoom-in";
        default:
            return "";
        }
    }

    // Why the last try failed: what to do better, never whose fault it was.
    function attempt(reason: string): string {
        switch (reason) {
        case "late":
            return qsTr("动作还没做完，时间就到了。不着急，跟着提示做。");
        case "track-lost":
            return qsTr("刚才有一会儿没看到您的脸。请一直留在画面里。");
        case "another-face":
            return qsTr("刚才画面里换了一张脸。请只留您自己。");
        default:
            return qsTr("刚才光线或角度不合适，不是您的问题。");
        }
    }

    function wayTitle(way: string): string {
        switch (way) {
        case "sms":
            return qsTr("短信验证码");
        case "face":
            return qsTr("刷脸");
        case "signature":
            return qsTr("刷证加签名");
        default:
            return way;
        }
    }

    function wayButton(way: string): string {
        switch (way) {
        case "sms":
            return qsTr("用短信");
        case "face":
            return qsTr("用刷脸");
        default:
            return qsTr("用签名");
        }
    }

    function wayIcon(way: string): string {
        switch (way) {
        case "sms":
            return "device-mobile-message";
        case "face":
            return "face-id";
        default:
            return "signature";
        }
    }

    function wayPoints(way: string, detail: string): list<string> {
        switch (way) {
        case "sms":
            return [detail.length > 0 ? qsTr("发到您预留的手机 %1").arg(detail) : qsTr("发到您预留的手机"),
                    qsTr("不拍照片"), qsTr("要用手机收一条短信")];
        case "face":
            return [qsTr("站到屏幕前看一眼"), qsTr("照片只用来比对，比完马上删"), qsTr("先问您同不同意")];
        default:
            return [qsTr("在屏幕上签名"), qsTr("不拍照片，不用手机"), qsTr("连不上平台时用，平台之后核对")];
        }
    }

    // Why a way cannot be used now. The person is never to blame.
    function wayReason(reason: string): string {
        switch (reason) {
        case "":
            return "";
        case "needs-network":
            return qsTr("连不上平台，现在用不了");
        case "asking":
            return qsTr("正在问平台，请稍等");
        case "no-phone":
            return qsTr("平台上没有您的手机号码");
        case "face-tries":
        case "sms-closed":
            return qsTr("这次不能再试了，请用别的方式");
        case "under-14":
            return qsTr("未满 14 岁不刷脸。请监护人替他办，或用别的方式");
        case "camera":
            return qsTr("摄像头现在用不了");
        case "chip-photo-undecodable":
            return qsTr("证件里的照片没有读出来");
        case "decoder-missing":
        case "decoder-failed":
            return qsTr("这台机器读不了证件里的照片");
        case "face-rest":
            return qsTr("这台机器的刷脸先停一会儿");
        case "liveness-missing":
        case "liveness-altered":
        case "models-missing":
        case "models-altered":
            return qsTr("这台机器的比对功能没有开");
        default:
            return qsTr("现在用不了");
        }
    }

    function notice(code: string): string {
        switch (code) {
        case "face-failed":
            return qsTr("光线或角度不合适，不是您的问题。可以再试，也可以换一种方式。");
        case "face-closed":
            return qsTr("这次先不用刷脸了，不是您的问题。请用别的方式，一样能办。");
        case "sms-closed":
            return qsTr("验证码用完了次数。请用别的方式，一样能办。");
        case "platform":
            return qsTr("平台刚才没有回答。可以再试一次，也可以换一种方式。");
        default:
            return "";
        }
    }
}
